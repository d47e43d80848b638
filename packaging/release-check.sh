#!/usr/bin/env bash
# What must hold of a release: the sources are whole and tested, what the program is built of is allowed, no
# advisory is about it, and the same sources make the same package wherever they are built. It leaves the package
# and the list of its parts in target/. Usage: packaging/release-check.sh CARGO-DEB CARGO-DENY CARGO-CYCLONEDX
set -euo pipefail
cd "$(dirname "$0")/.."
cargo_deb=$(realpath "$1") cargo_deny=$(realpath "$2") cargo_cyclonedx=$(realpath "$3")
not_checked=()

say() { echo "release-check: $*"; }
fail() {
  say "FAILED: $*" >&2
  exit 1
}

the_sources_are_committed() {
  [ -z "$(git status --porcelain)" ] || fail 'the sources differ from what is committed'
  local version
  version=$(cargo pkgid --locked | sed 's/.*[#@]//')
  grep -q "^## $version\$" CHANGELOG.md || fail "CHANGELOG.md has nothing about $version"
  say "ok: $version of $(git rev-parse --short=12 HEAD), all of it committed"
}

# No mail ever arrives at an example's domain (RFC 2606).
somebody_answers_for_it() {
  local maintainer
  maintainer=$(sed -n 's/^maintainer = "\(.*\)"$/\1/p' Cargo.toml)
  if [ -z "$maintainer" ] || grep -qiE '[@.](example(\.(com|net|org))?|invalid|test|localhost)>?$' <<<"$maintainer"; then
    not_checked+=("the maintainer: \`$maintainer\` is nobody's address; set \`maintainer\` in Cargo.toml")
  else
    say "ok: the maintainer is $maintainer"
  fi
}

what_it_is_built_of_is_allowed() {
  deny check licenses bans sources || fail 'packaging/deny.toml does not allow what it is built of'
  say 'ok: licences, duplicates and sources'
  # The registry says so of a package that is being made, and of nothing else.
  local said
  said=$(cargo package --locked --allow-dirty --no-verify 2>&1) || fail "$said"
  ! grep 'is yanked' <<<"$said" || fail 'a version was taken back by its authors'
  say 'ok: no version was taken back by its authors'
  # The advisories are on GitHub, not on crates.io.
  if timeout 300 "$cargo_deny" deny --config packaging/deny.toml fetch db; then
    deny --offline check advisories || fail 'an advisory is about what it is built of'
    say 'ok: advisories'
  else
    not_checked+=('advisories: the database of RustSec could not be fetched')
  fi
}
deny() { "$cargo_deny" deny --config packaging/deny.toml --log-level error --locked "$@"; }

its_parts_are_listed() {
  # shellcheck source=packaging/reproducible.sh
  (. packaging/reproducible.sh && "$cargo_cyclonedx" cyclonedx --quiet --format json --describe binaries \
    --target "$(rustc --print host-tuple)")
  sed "s|$PWD|/kaa-sync|g" kaa-sync_bin.cdx.json >target/kaa-sync.cdx.json
  rm kaa-sync_bin.cdx.json
  say "ok: target/kaa-sync.cdx.json lists $(grep -c '"type": "library"' target/kaa-sync.cdx.json) libraries"
}

# Here and, from nothing, in another directory with another name.
the_same_sources_make_the_same_package() {
  local there here other
  there=$(mktemp -d)
  packaging/deb.sh "$cargo_deb" >/dev/null
  git clone --quiet --no-local . "$there/a-clone-of-it"
  (cd "$there/a-clone-of-it" && unset CARGO_TARGET_DIR && packaging/deb.sh "$cargo_deb" >/dev/null)
  here=$(sums .) other=$(sums "$there/a-clone-of-it")
  rm -rf "$there"
  [ "$here" = "$other" ] || fail "two builds differ:
$here
$other"
  say "ok: built twice, in two directories, the same package:
$here"
}
sums() { (cd "$1/target/debian" && sha256sum ./*.deb); }

the_sources_are_committed
somebody_answers_for_it
what_it_is_built_of_is_allowed
its_parts_are_listed
the_same_sources_make_the_same_package
make --no-print-directory deb-test
say 'ok: the package'
make --no-print-directory check
say 'ok: format, lints, docs and tests'
for what in "${not_checked[@]}"; do
  say "NOT CHECKED: $what" >&2
done
