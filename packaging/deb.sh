#!/usr/bin/env bash
# Makes the Debian package, in target/debian. What the package holds, and where, is in Cargo.toml; what is made
# for it first is made here, in target/deb. Usage: packaging/deb.sh CARGO-DEB [MORE OF ITS OPTIONS...]
set -euo pipefail
cd "$(dirname "$0")/.."
cargo_deb=$1
made=target/deb
program=${CARGO_TARGET_DIR:-target}/dist/kaa-sync
. packaging/reproducible.sh

cargo build --locked --quiet --profile dist
rm -rf "$made" target/debian
mkdir -p "$made"/{completions,examples}

"$program" --quiet --db "$made/kaa.db" init --config-dir "$made/kaa-sync"
rm "$made/kaa.db"
"$program" man --dir "$made/man1"
gzip -9n "$made"/man1/*
"$program" completions bash >"$made/completions/kaa-sync"
"$program" completions zsh >"$made/completions/_kaa-sync"
"$program" completions fish >"$made/completions/kaa-sync.fish"
packaging/licences.sh | gzip -9n >"$made/third-party-licences.gz"

version=$(cargo pkgid --locked | sed 's/.*[#@]//')
gzip -9n >"$made/changelog.gz" <<END
kaa-sync ($version) stable; urgency=medium

  * What is new is in CHANGELOG.md beside this file.

 -- $(sed -n 's/^maintainer = "\(.*\)"/\1/p' Cargo.toml)  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
END

cp -r config packaging/{cron.d,hooks,network.conf} "$made/examples"
# Whoever builds it may keep files to themselves; whoever installs it may not.
chmod -R u=rwX,go=rX "$made"

"$cargo_deb" --quiet --no-build --locked --profile dist --output target/debian "${@:2}"
