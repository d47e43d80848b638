#!/bin/sh
# Starts the services as systemd runs them, and writes down how each ended. For packaging/try.sh, which starts the
# clean Debian as a container with this in it.
set -eu

starts() {
  systemctl start "$1" 2>/dev/null || true
  echo "$1 ended with $(systemctl show --value -p ExecMainStatus "$1"): $(systemctl show --value -p ActiveState "$1")"
}
# What the night is run with besides.
options() {
  mkdir -p /etc/systemd/system/kaa-sync.service.d
  printf '[Service]\nExecStart=\n' >/etc/systemd/system/kaa-sync.service.d/try.conf
  sed -n "s/^ExecStart=.*/& $*/p" /usr/lib/systemd/system/kaa-sync.service \
    >>/etc/systemd/system/kaa-sync.service.d/try.conf
  systemctl daemon-reload
}

echo 'KAA_SYNC_METRICS=/var/lib/kaa-sync/kaa.prom' >>/etc/default/kaa-sync
sed -i 's|^# on_held = .*|on_held = ["/usr/bin/tee", "/var/lib/kaa-sync/told"]|' /etc/kaa-sync/kaa-sync.toml
runuser -u kaa-sync -- kaa-sync --db /var/lib/kaa-sync/kaa.db -q init
{
  options --as-of 2016-11-14
  starts kaa-sync.service
  grep -o '"event":"[a-z]*"' /var/lib/kaa-sync/told
  options --as-of 2016-11-14 --initial-load
  starts kaa-sync.service
  grep '^kaa_sync_run_exit_code' /var/lib/kaa-sync/kaa.prom
  starts kaa-sync-status.service
} >/tried 2>&1
