#!/usr/bin/env bash
# Tries the package in a clean Debian: installs an older one, runs two nights, upgrades, removes, purges, and looks
# at the units as systemd does; last, starts the root as a container where systemd-nspawn can. One line for each
# check; ends at the first that fails. Nothing outside target/deb-test is touched.
# Usage: packaging/try.sh ROOT PACKAGE.deb; ROOT is made by debootstrap, with systemd in it, and copied.
set -euo pipefail
umask 022
cd "$(dirname "$0")/.."
dir=target/deb-test
root=$dir/root
units=(kaa-sync.service kaa-sync.timer kaa-sync-status.service kaa-sync-status.timer)
# How exposed systemd may find the services, of 100: docs/packaging.md says what is left, and why.
threshold=2

# check WHAT COMMAND...: what the command says is told only if it fails.
check() {
  if ! "${@:2}" >"$dir/saying" 2>&1; then
    cat "$dir/saying" >&2
    echo "deb-test: FAILED: $1" >&2
    exit 1
  fi
  mv "$dir/saying" "$dir/said"
  echo "deb-test: ok: $1"
}
is() { diff <(printf '%s\n' "$2") <(printf '%s\n' "$1"); }
ends_with() {
  local code=0
  "${@:2}" || code=$?
  is "$code" "$1"
}

inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$@" </dev/null; }
as_root() { inside "$root" "$@"; }
# Runs a line of shell as the services' account, with what the unit gives it.
environment='umask 077; cd /var/lib/kaa-sync; unit=/usr/lib/systemd/system/kaa-sync.service
  set -a; eval "$(sed -n "s/^Environment=//p" $unit)"; . /etc/default/kaa-sync; set +a'
as_account() { inside --userspec=kaa-sync:kaa-sync "$root" sh -c "$environment; $1"; }
# The night as the unit runs it, on a day.
night() { as_account "eval \"\$(sed -n 's/^ExecStart=//p' \$unit) --as-of $1 ${2-}\""; }
mode() { as_root stat -c '%a %U:%G' "$@"; }
sum() { as_root sha256sum "$1" | cut -d ' ' -f 1; }
# Every file, but for what dpkg and adduser keep of their own, and what lasts no longer than a boot.
files() {
  as_root find / -xdev \( -path /var/lib/dpkg -o -path /var/log -o -path /run -o -path '/etc/*-' \) -prune -o -print | sort
}
install() { as_root dpkg -i "/$1" >"$dir/installed" 2>&1; }
told() { sed -n 's/^kaa-sync: //p' "$dir/installed"; }

# An older package: with another version, and a code table that the newer one has without its last line.
make_older() {
  dpkg-deb -R "$root/new.deb" "$dir/older"
  sed -i 's/^Version: .*/Version: 0.4.99~try/' "$dir/older/DEBIAN/control"
  echo '# An older remark.' >>"$dir/older/etc/kaa-sync/codes/areas.csv"
  dpkg-deb --root-owner-group -Znone -b "$dir/older" "$root/old.deb" >/dev/null
  rm -r "$dir/older"
}
bring_extracts() {
  mkdir -p "$root/srv/extracts"
  cp -r "fixtures/nights/$1/." "$root/srv/extracts"
}

what_an_install_leaves() {
  check 'an older package is installed' install old.deb
  check 'installing says one line' is "$(told)" \
    'nothing runs yet; /usr/share/doc/kaa-sync/docs/operators.md says what comes next'
  check 'nothing is enabled' is "$(as_root find /etc/systemd -name 'kaa-sync*')" ''
  check 'there is an account that nobody can log in to' is "$(as_root getent passwd kaa-sync | cut -d : -f 6-)" \
    '/var/lib/kaa-sync:/usr/sbin/nologin'
  check 'its directory is its own alone' is "$(mode /var/lib/kaa-sync)" '700 kaa-sync:kaa-sync'
  check 'all else is for root to change and for everybody to read' is "$(not_for_everybody)" ''
  check 'an upgrade asks before it changes anything in /etc' is \
    "$(as_root dpkg-query -W -f '${Conffiles}\n' kaa-sync | sed -n 's/^ \(.*\) .*/\1/p' | sort)" "$(files_in_etc)"
  check 'the configuration is what `init --config-dir` writes' init_writes_the_same
  check 'there is a manual page for every command' is "$(pages)" \
    "$(as_root kaa-sync man --dir /tmp/man1 && ls "$root/tmp/man1")"
  check 'bash completes' as_root bash -c '. /usr/share/bash-completion/completions/kaa-sync && complete -p kaa-sync'
  check 'zsh and fish have completions' as_root test -s /usr/share/zsh/vendor-completions/_kaa-sync \
    -a -s /usr/share/fish/vendor_completions.d/kaa-sync.fish
  check 'the manual and the licences are there' as_root test -s /usr/share/doc/kaa-sync/docs/night.md \
    -a -s /usr/share/doc/kaa-sync/README.md -a -s /usr/share/doc/kaa-sync/copyright \
    -a -s /usr/share/doc/kaa-sync/third-party-licences.gz -a -s /usr/share/doc/kaa-sync/examples/cron.d \
    -a -x /usr/share/doc/kaa-sync/examples/hooks/mail.sh
}
not_for_everybody() {
  as_root dpkg -L kaa-sync | while read -r path; do
    case "$(mode "$path")" in
      '755 root:root' | '644 root:root') ;;
      *) echo "$path: $(mode "$path")" ;;
    esac
  done
}
files_in_etc() {
  as_root dpkg -L kaa-sync | grep '^/etc/' | while read -r path; do [ -d "$root$path" ] || echo "$path"; done | sort
}
pages() { as_root find /usr/share/man/man1 -name 'kaa-sync*' -printf '%f\n' | sed 's/\.gz$//' | LC_ALL=C.UTF-8 sort; }
init_writes_the_same() {
  as_root kaa-sync --db /tmp/new/kaa.db init --config-dir /tmp/new/kaa-sync || return
  sed -i '$d' "$root/etc/kaa-sync/codes/areas.csv"
  diff -r "$root/tmp/new/kaa-sync" "$root/etc/kaa-sync" || return
  echo '# An older remark.' >>"$root/etc/kaa-sync/codes/areas.csv"
  rm -r "$root/tmp/new"
}

two_nights() {
  files >"$dir/before-nights"
  check '`status` ends with 1 without a register' ends_with 1 as_account 'kaa-sync status'
  check 'and says how one is made' grep -q 'create one with `kaa-sync init`' "$dir/said"
  check 'a night without a register fails' ends_with 1 night 2016-11-14
  bring_extracts 2016-11-14
  check 'the first load ends with 0' ends_with 0 night 2016-11-14 --initial-load
  check 'and says one line for the journal' is "$(cat "$dir/said")" "$(printf '%s' \
    '2016-11-14 done: 85 opened, 0 closed, 0 corrected, 0 lane changes, 0 held, 7 undetermined, ' \
    '2 quarantined, 85 open')"
  rm -r "$root/srv/extracts" && bring_extracts 2016-11-15
  check 'the second night ends with 0' ends_with 0 night 2016-11-15
  check 'an entry is explained' as_account 'kaa-sync --lang en explain 46'
  check 'by its reason' grep -q 'moved in after compulsory school' "$dir/said"
  check 'the register is sound' as_account 'kaa-sync verify'
  check 'and kept well' as_account 'kaa-sync status --as-of 2016-11-15'
  check 'what the nights wrote is in the state directory alone' is \
    "$(diff <(files) <(cat "$dir/before-nights") | sed -n 's/^[<>] //p' | grep -v '^/srv/extracts')" \
    "$(printf '/var/lib/kaa-sync/kaa.db%s\n' '' .lock)"
  check 'closed to others' is "$(mode /var/lib/kaa-sync/kaa.db /var/lib/kaa-sync/kaa.db.lock | uniq)" \
    '600 kaa-sync:kaa-sync'
}

an_upgrade() {
  local register
  register=$(sum /var/lib/kaa-sync/kaa.db)
  as_root systemctl enable --quiet kaa-sync.timer
  sed -i 's/^staged_days = .*/staged_days = 42/' "$root/etc/kaa-sync/kaa-sync.toml"
  check 'the package is upgraded' install new.deb
  check 'upgrading says nothing' is "$(told)" ''
  check 'a configuration that was edited is kept' grep -qx 'staged_days = 42' "$root/etc/kaa-sync/kaa-sync.toml"
  check 'a code table that was not is the new one' is "$(tail -n 1 "$root/etc/kaa-sync/codes/areas.csv")" \
    "$(tail -n 1 config/codes/areas.csv)"
  check 'the register is as it was' is "$(sum /var/lib/kaa-sync/kaa.db)" "$register"
  check 'and a timer that was enabled still is' as_root systemctl is-enabled kaa-sync.timer
  check 'the program is that of the package' is "$(as_root kaa-sync --version | cut -d ' ' -f 2)" \
    "$(dpkg-deb -f "$root/new.deb" Version)"
}

removing_and_purging() {
  check 'the package is removed' as_root dpkg -r kaa-sync
  check 'the register and the configuration stay' as_root test -s /var/lib/kaa-sync/kaa.db \
    -a -s /etc/kaa-sync/kaa-sync.toml
  check 'no unit of it is left enabled' is "$(as_root find /etc/systemd -name 'kaa-sync*')" ''
  check 'it is installed again' install new.deb
  check 'and goes on with both' as_account 'kaa-sync status --as-of 2016-11-15 && kaa-sync verify'
  check 'it is purged' as_root dpkg -P kaa-sync
  check 'which says where the register is left' grep -q \
    '^kaa-sync: /var/lib/kaa-sync, with the register .* left as they are$' "$dir/said"
  rm -rf "$root/srv/extracts" "$root/tmp/man1"
  check 'nothing but the register is left' is "$(diff "$dir/before" <(files) | sed -n 's/^[<>] //p')" \
    "$(printf '/var/lib/kaa-sync%s\n' '' /kaa.db /kaa.db.lock)"
  check 'and is still its owner'"'"'s' is "$(mode /var/lib/kaa-sync /var/lib/kaa-sync/kaa.db)" \
    "$(printf '%s kaa-sync:kaa-sync\n' 700 600)"
  rm "$root"/var/lib/kaa-sync/*
  check 'without a register it is installed' install new.deb
  check 'and purged' as_root dpkg -P kaa-sync
  check 'and nothing at all is left' is "$(diff "$dir/before" <(files))" ''
  check 'nor the account' ends_with 2 as_root getent passwd kaa-sync
}

the_units() {
  check 'the units are installed' install new.deb
  check 'systemd finds no fault with them' as_root systemd-analyze verify --man=no "${units[@]}"
  check 'nor has anything to say' is "$(cat "$dir/said")" ''
  for unit in kaa-sync.service kaa-sync-status.service; do
    check "$unit is exposed by no more than 0.$threshold of 10" \
      as_root systemd-analyze security --offline=yes --no-pager --threshold=$threshold "$unit"
  done
  check 'both services have the same sandbox' is "$(sandbox kaa-sync)" "$(sandbox kaa-sync-status)"
  check 'the night begins at four in Stockholm, in winter and in summer' is "$(elapses kaa-sync.timer)" \
    "$(printf '2026-03-%s UTC\n' '27 03:00:00' '30 02:00:00' '31 02:00:00')"
}
sandbox() { sed -n '/^StateDirectory=/,$p' "$root/usr/lib/systemd/system/$1.service" | grep -v '^#'; }
elapses() {
  local calendar
  calendar=$(sed -n 's/^OnCalendar=//p' "$root/usr/lib/systemd/system/$1")
  as_root systemd-analyze calendar --iterations=3 --base-time='2026-03-26 12:00:00 UTC' "$calendar" |
    sed -n 's/.*\(Next elapse\|Iter.*\): [A-Z][a-z]* //p'
}

# The services as systemd runs them, in their sandbox.
in_a_container() {
  bring_extracts 2016-11-14
  cp packaging/try-services.sh "$root/"
  printf '%s\n' '[Unit]' 'After=multi-user.target' '[Service]' 'Type=oneshot' 'ExecStart=/try-services.sh' \
    'ExecStopPost=systemctl --no-block poweroff' >"$root/etc/systemd/system/try.service"
  as_root systemctl add-wants --quiet multi-user.target try.service
  timeout 120 systemd-nspawn --quiet --register=no --keep-unit --private-network --link-journal=no \
    --directory="$root" --boot </dev/null >"$dir/boot" 2>&1 || true
  if [ ! -e "$root/tried" ]; then
    echo 'deb-test: NOT CHECKED: the services in their sandbox; systemd-nspawn could not start the root' >&2
    return
  fi
  check 'a night that is withheld and its hook, the first load and its metrics, the morning after' is \
    "$(cat "$root/tried")" "$(printf '%s\n' 'kaa-sync.service ended with 4: failed' '"event":"held"' \
      'kaa-sync.service ended with 0: inactive' 'kaa_sync_run_exit_code 0' \
      'kaa-sync-status.service ended with 3: failed')"
}

rm -rf "$dir"
mkdir -p "$dir"
cp -a "$1" "$root"
cp "$2" "$root/new.deb"
make_older
files >"$dir/before"
what_an_install_leaves
two_nights
an_upgrade
removing_and_purging
the_units
in_a_container
rm -r "$root"
