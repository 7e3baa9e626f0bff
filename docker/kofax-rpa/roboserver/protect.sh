#!/bin/sh
# protect.sh PID: as long as that process lives, keeps ECS from stopping this task while robots run.
# It runs beside the RoboServer and never touches it: what fails here is logged, and tried again. A protection that is
# not renewed ends by itself, so nothing is left behind when this script is gone.
set -eu

server="$1"
INTERVAL="${PROTECT_INTERVAL_SECONDS:-15}"
# How long ECS may be kept waiting. It ends early when the robots do; ECS renews none while a deploy waits for it.
MINUTES="${PROTECT_MINUTES:-15}"
# shellcheck disable=SC2034 # for log-in.sh
image=roboserver
# shellcheck disable=SC1091 # checked on its own
. "$(dirname "$0")/../log-in.sh"

protected_until=0
said=""

# Says why something does not work, once for each reason.
complain() {
  [ "$1" = "$said" ] || log "protection: $1" >&2
  said="$1"
}

# Leaves in $robots how many run in this server's cluster: the console's answer has no number for one server.
count_robots() {
  answer="$(curl --config - --silent --show-error --fail --max-time 10 "${ROBOSERVER_MC_URL}api/mc/cluster/clusters" 2>&1 << CONFIG
user = "$(printf %s "$ROBOSERVER_MC_USERNAME" | quoted):$(printf %s "$ROBOSERVER_MC_PASSWORD" | quoted)"
CONFIG
)" || {
    complain "the console does not say what runs: $answer"
    return 1
  }
  robots="$(printf %s "$answer" | jq --exit-status --arg cluster "$ROBOSERVER_MC_CLUSTER" \
    '[.data[] | select(.name == $cluster) | .runningRobots] | add' 2> /dev/null)" || {
    complain "the console's answer has no running robots of the cluster $ROBOSERVER_MC_CLUSTER"
    return 1
  }
}

# set_protection JSON: asks the agent of the task; ECS's answer has `protection` only if it was done.
set_protection() {
  answer="$(curl --silent --show-error --max-time 10 --request PUT --header "Content-Type: application/json" \
    --data "$1" "$ECS_AGENT_URI/task-protection/v1/state" 2>&1)" || {
    complain "the agent of ECS does not answer: $answer"
    return 1
  }
  printf %s "$answer" | jq --exit-status .protection > /dev/null 2>&1 || {
    complain "ECS refuses: $answer"
    return 1
  }
  said=""
}

protect() {
  # Renewed at half its time, so that one failure does not end it.
  [ $(($(date +%s) + MINUTES * 30)) -ge "$protected_until" ] || return 0
  set_protection "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":$MINUTES}" || return 0
  [ "$protected_until" -gt 0 ] || log "protection on: $robots robots run in the cluster $ROBOSERVER_MC_CLUSTER"
  protected_until=$(($(date +%s) + MINUTES * 60))
}

release() {
  [ "$protected_until" -gt 0 ] || return 0
  set_protection '{"ProtectionEnabled":false}' || return 0
  protected_until=0
  log "protection off: no robot runs"
}

while kill -s 0 "$server" 2> /dev/null; do
  if ! count_robots; then
    :
  elif [ "$robots" -gt 0 ]; then
    protect
  else
    release
  fi
  sleep "$INTERVAL"
done
