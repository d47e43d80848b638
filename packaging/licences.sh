#!/usr/bin/env bash
# The licences of the libraries that are in the program, as their authors ask for them to be handed on with it.
# Usage: packaging/licences.sh >FILE
set -euo pipefail
cd "$(dirname "$0")/.."

# Which libraries, without those that only help to build it; and where the sources of each are.
libraries=$(cargo tree --locked --edges normal,no-proc-macro --prefix none --no-dedupe --format '{p}|{l}' |
  grep -v "^kaa-sync " | sed 's/|/ | /' | sort -u)
sources=$(cargo metadata --locked --format-version 1 | grep -o '"manifest_path":"[^"]*/Cargo.toml"' |
  sed 's/.*:"//; s|/Cargo.toml"||')

printf 'The program holds these libraries:\n\n%s\n' "$libraries"
while read -r name version _; do
  folder=$(grep "/$name-${version#v}\$" <<<"$sources")
  for file in "$folder"/{LICEN[CS]E,COPYING,COPYRIGHT,NOTICE,UNLICENSE}*; do
    if [ -f "$file" ]; then
      printf '\n\n==== %s %s: %s\n\n' "$name" "$version" "${file##*/}"
      cat "$file"
    fi
  done
done <<<"$libraries"
