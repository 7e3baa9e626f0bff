#!/bin/sh
# Healthy while the container waits for its login or starts, and then as long as port 8080 answers.
set -eu

GRACE_FILE="${GRACE_FILE:-/dev/shm/healthy-until}"

[ "$(date +%s)" -gt "$(cat "$GRACE_FILE")" ] || exit 0
status="$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 "${HEALTH_URL:-http://localhost:8080/}")" || true
case "$status" in
  [234]??) ;;
  *)
    echo "unhealthy: ${HEALTH_URL:-http://localhost:8080/} answered $status"
    exit 1
    ;;
esac
