#!/bin/sh
# Mails what became of a night, through whatever sendmail the machine has.
#
#   [hooks]
#   on_problem = ["/etc/kaa-sync/hooks/mail.sh", "drift@kommunen.example"]
#   on_held = ["/etc/kaa-sync/hooks/mail.sh", "kaa@kommunen.example"]
#
# kaa-sync gives the event in the environment. The run, as JSON on standard input, is one line longer than a mail may
# have, and `kaa-sync status` says more: it is left unread.
set -eu
{
  printf 'To: %s\n' "$1"
  printf 'Subject: kaa-sync: %s on %s\n' "$KAA_SYNC_EVENT" "$KAA_SYNC_AS_OF"
  printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n'
  printf '%s\n\n' "$KAA_SYNC_SUMMARY" | fold -s -w 78
  printf 'Register: %s\nWhat to do: kaa-sync status, and docs/operators.md, "A bad morning".\n' "$KAA_SYNC_REGISTER"
} | "${SENDMAIL:-/usr/sbin/sendmail}" -t
