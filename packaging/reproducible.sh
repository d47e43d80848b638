# What makes the same sources the same bytes, wherever and whenever they are built; to be read by a shell.
# shellcheck shell=bash

# The day of what is packed: the commit's.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
# Messages of a program that stops name source files: below directories that are everywhere the same.
export RUSTFLAGS="--remap-path-prefix=$PWD=/kaa-sync --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo ${RUSTFLAGS:-}"
