#!/bin/sh
# Sends what became of a night to an ntfy topic: a telephone in somebody's pocket.
#
#   [hooks]
#   on_problem = ["/etc/kaa-sync/hooks/ntfy.sh", "https://ntfy.kommunen.example/kaa"]
#   on_held = the same
#
# Sends the event's one line and no more. Needs curl, and the network, which the service's unit closes:
# docs/watching.md says how to open it.
set -eu
case $KAA_SYNC_EVENT in
  problem) priority=high ;;
  *) priority=default ;;
esac
exec curl --fail --silent --show-error --max-time 10 --retry 2 --output /dev/null \
  --header "Title: kaa-sync: $KAA_SYNC_EVENT on $KAA_SYNC_AS_OF" --header "Priority: $priority" \
  --data-raw "$KAA_SYNC_SUMMARY" "$1"
