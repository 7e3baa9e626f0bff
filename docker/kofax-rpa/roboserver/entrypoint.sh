#!/bin/sh
# Waits until the RoboServer's own user can log in to the Management Console, then becomes the RoboServer.
# A RoboServer whose login fails a few times gives up for good, so it must not try before its user exists.
set -eu

log() { echo "[roboserver] $*"; }

# Stops with one line that names every variable that is unset or empty.
require() {
  missing=""
  for name in "$@"; do
    [ -n "$(printenv "$name" || true)" ] || missing="$missing $name"
  done
  [ -z "$missing" ] || {
    log "missing environment variables:$missing" >&2
    exit 1
  }
}

# Reads text, writes it as it stands between quotes in curl's configuration.
quoted() { sed 's/[\\"]/\\&/g'; }

# wait_for COMMAND...: runs it in the background, because a shell handles a signal only between commands.
wait_for() {
  "$@" &
  job=$!
  wait "$job"
}

# Asks what only a user who can log in may know; leaves the HTTP status, 000 without an answer, in a file.
# The password goes to curl by its standard input: arguments of processes can be read by others.
ask() {
  exec curl --config - --silent --output /dev/null --write-out '%{http_code}' --max-time 10 \
    "${ROBOSERVER_MC_URL}api/mc/misc/getVersion" > "$answer" << CONFIG
user = "$(printf %s "$ROBOSERVER_MC_USERNAME" | quoted):$(printf %s "$ROBOSERVER_MC_PASSWORD" | quoted)"
CONFIG
}

reason() {
  case "$1" in
    000) echo "no answer from $ROBOSERVER_MC_URL" ;;
    401 | 403) echo "$1: the user $ROBOSERVER_MC_USERNAME is not there yet, or its password is another" ;;
    *) echo "$1 instead of 200 from ${ROBOSERVER_MC_URL}api/mc/misc/getVersion" ;;
  esac
}

require ROBOSERVER_MC_URL ROBOSERVER_MC_USERNAME ROBOSERVER_MC_PASSWORD
case "$ROBOSERVER_MC_URL" in
  */) ;;
  *)
    log "ROBOSERVER_MC_URL is $ROBOSERVER_MC_URL: it must end with a slash" >&2
    exit 1
    ;;
esac

job=""
answer="$(mktemp)"
trap 'rm -f "$answer"' EXIT
trap 'log "stopped while waiting"; [ -z "$job" ] || kill "$job" 2> /dev/null; exit 143' TERM INT

limit="${ROBOSERVER_MC_WAIT_SECONDS:-1800}"
deadline=$(($(date +%s) + limit))
said=""
log "step log in to the Management Console as $ROBOSERVER_MC_USERNAME"
while wait_for ask || true; status="$(cat "$answer")"; [ "$status" != 200 ]; do
  why="$(reason "${status:-000}")"
  [ "$why" = "$said" ] || log "waiting: $why"
  said="$why"
  [ "$(date +%s)" -lt "$deadline" ] || {
    log "step log in to the Management Console failed after $limit s: $why" >&2
    exit 1
  }
  wait_for sleep "${ROBOSERVER_MC_RETRY_SECONDS:-2}"
done

rm -f "$answer"
trap - EXIT TERM INT
log "step RoboServer"
exec "$@"
