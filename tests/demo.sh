#!/usr/bin/env bash
# Six nights of a small invented town through the real program, one of them corrected, and a morning's work after
# them. Usage: tests/demo.sh PROGRAM
set -euo pipefail
program=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

kaa() { "$program" --config config/stockholm.toml --db "$dir/kaa.db" "$@"; }
# One line of words, going on indented where it is too long for a terminal.
say() {
  local line=$1 word
  for word in "${@:2}"; do
    if ((${#line} + ${#word} > 79)); then
      printf '%s\n' "$line"
      line="    $word"
    else
      line+=" $word"
    fi
  done
  printf '%s\n' "$line"
}
show() {
  printf '\n'
  say '$ kaa-sync' "${@//$dir\//}"
  kaa "$@"
}
# The line for the journal.
night() {
  local journal
  printf '\n'
  say '$ kaa-sync run' "$@" -v
  journal=$(kaa run "$@" -v 2>&1 >/dev/null)
  # shellcheck disable=SC2086 # its words
  say $journal
}

kaa -q init
initial=--initial-load
for extracts in fixtures/nights/*; do
  date=$(basename "$extracts")
  for kind in decisions interruptions; do
    if [ -e "$extracts/$kind.csv" ]; then kaa record "$kind" "$extracts/$kind.csv"; fi
  done
  # A file is cut off: a night with a refused file tells all, and ends with 3.
  if [ "$date" = 2016-11-17 ]; then
    show run --extracts "$extracts" --as-of "$date" || [ $? = 3 ]
  else
    night --extracts "$extracts" --as-of "$date" $initial
  fi
  initial=
done

show runs
show register --count
show explain 3

printf '\n# Days later beta sends the whole of the file that was cut off on the 17th.\n'
mkdir -p "$dir/corrected/friskolor"
cp fixtures/nights/2016-11-18/friskolor/beta_2016-11-18.csv "$dir/corrected/friskolor/beta_2016-11-17.csv"
show rerun --from 2016-11-17 --extracts "$dir/corrected"

printf '\n# A morning in Kista: the list, the letters, and a youth who answers.\n'
show queue today --owner kista
show queue export --owner kista --step letter --out "$dir/brev.xlsx" --sent 2016-11-21 -v 2>&1 | sed "s,$dir/,,"
show record contacts fixtures/morning/contacts.csv --plan
show record contacts fixtures/morning/contacts.csv -v 2>&1
printf '\n# The next night knows of it.\n'
night --extracts fixtures/nights/2016-11-21 --as-of 2016-11-22
show queue list --owner skolslussen
show queue list --count

printf '\n# What the statistician asks for, and the page for the wall.\n'
show report flows --from 2016-11-01 --to 2016-11-30
show report html --out "$dir/kaa.html" -v 2>&1 | sed "s,$dir/,,"

show status --as-of 2016-11-22
show -q verify && printf '(nothing found)\n'
