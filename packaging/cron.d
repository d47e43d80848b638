# Instead of the timers, where cron is what there is: copy this to /etc/cron.d/kaa-sync and leave the timers
# disabled. What a night prints is mailed; on a quiet night it prints nothing.
#
# The times are Stockholm's where cron knows CRON_TZ: cronie does. Debian's own cron does not, and goes by the
# server's clock: there the server keeps Stockholm's time, or the hours have to be its own.
CRON_TZ=Europe/Stockholm
MAILTO=root
KAA_SYNC_CONFIG=/etc/kaa-sync/kaa-sync.toml
KAA_SYNC_DB=/var/lib/kaa-sync/kaa.db
0 4 * * 1-5  kaa-sync  umask 077; exec /usr/bin/kaa-sync run --extracts /srv/extracts
0 6 * * 1-5  kaa-sync  umask 077; exec /usr/bin/kaa-sync -q status
