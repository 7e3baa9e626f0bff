#!/bin/sh
# Healthy while the configuration is within its time, and then as long as the console answers.
# Unhealthy once the configuration has failed, has stopped without an end, or was never started.
set -eu

STATE="${CONFIGURE_STATE:-/run/management-console/state}"
# The last request of a step may take this much longer than its limit.
SLACK_SECONDS=60

fail() {
  echo "[management-console] unhealthy: $*"
  exit 1
}

[ -f "$STATE" ] || fail "the configuration has not started"
read -r state rest < "$STATE"
case "$state" in
  running)
    [ "$(date +%s)" -le $((${rest%% *} + SLACK_SECONDS)) ] || fail "step ${rest#* } is past its limit"
    ;;
  failed) fail "step $rest" ;;
  done)
    curl --silent --fail --max-time 10 "${MANAGEMENT_CONSOLE_URL:-http://localhost:8080}/Ping" \
      | grep -q '<string>application</string>' || fail "/Ping does not show an application"
    ;;
  *) fail "unknown state $state in $STATE" ;;
esac
