#!/usr/bin/env bash
# Six nights of a small invented town through the real program, and one of them corrected. Usage: tests/demo.sh PROGRAM
set -euo pipefail
program=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

kaa() { "$program" --config config/stockholm.toml --db "$dir/kaa.db" "$@"; }
show() { printf '\n$ kaa-sync %s\n' "$*"; kaa "$@"; }

kaa -q init
initial=--initial-load
for night in fixtures/nights/*/; do
  date=$(basename "$night")
  for kind in decisions interruptions; do
    if [ -e "$night$kind.csv" ]; then kaa record "$kind" "$night$kind.csv"; fi
  done
  # A night with a refused file ends with 3: that is for the operator to see, not for the demo to stop at.
  show plan --extracts "$night" --as-of "$date" $initial || [ $? = 3 ]
  printf '\n$ kaa-sync run --extracts %s --as-of %s %s -v\n' "$night" "$date" "$initial"
  kaa run --extracts "$night" --as-of "$date" $initial -v 2>&1 >/dev/null || [ $? = 3 ]
  initial=
done

show runs
show register --count
show queue list --ready | head -14
printf '(the first twelve)\n'
show explain 3

# Days later the organiser beta sends the whole of the file that was cut off on the 17th.
mkdir -p "$dir/corrected/friskolor"
cp fixtures/nights/2016-11-18/friskolor/beta_2016-11-18.csv "$dir/corrected/friskolor/beta_2016-11-17.csv"
printf '\n$ kaa-sync rerun --from 2016-11-17 --extracts corrected\n'
kaa rerun --from 2016-11-17 --extracts "$dir/corrected"
show status --as-of 2016-11-21
show -q verify && printf '(nothing found)\n'
