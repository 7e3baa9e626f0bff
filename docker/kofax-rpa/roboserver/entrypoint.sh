#!/bin/sh
# Waits until the RoboServer's own user can log in to the Management Console, then becomes the RoboServer.
# A RoboServer whose login fails a few times gives up for good, so it must not try before its user exists.
set -eu

# shellcheck disable=SC2034 # for log-in.sh
image=roboserver
folder="$(dirname "$0")"
# shellcheck disable=SC1091 # checked on its own
. "$folder/../log-in.sh"

require ROBOSERVER_MC_CLUSTER
wait_until_login ROBOSERVER_MC_URL ROBOSERVER_MC_USERNAME ROBOSERVER_MC_PASSWORD
# ECS gives every task an agent; elsewhere there is nothing to protect from.
if [ -n "${ECS_AGENT_URI:-}" ]; then
  "$folder/protect.sh" $$ &
fi
log "step RoboServer"
exec "$@"
