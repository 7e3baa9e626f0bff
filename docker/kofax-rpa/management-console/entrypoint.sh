#!/bin/sh
# Runs the vendor's start-up and, beside it, the script that configures the console.
# The vendor's start-up does not pass on signals, so SIGTERM goes to all processes of its session.
set -eu

folder="$(dirname "$0")"

# Stops with one line that names every variable that is unset or empty.
require() {
  missing=""
  for name in "$@"; do
    [ -n "$(printenv "$name" || true)" ] || missing="$missing $name"
  done
  [ -z "$missing" ] || {
    echo "[management-console] missing environment variables:$missing" >&2
    exit 1
  }
}

require CONTEXT_RESOURCE_URL CONTEXT_RESOURCE_USERNAME CONTEXT_RESOURCE_PASSWORD MC_BACKUP_S3_URI \
  MC_ADMIN_PASSWORD ROBOSERVER_MC_USERNAME ROBOSERVER_MC_PASSWORD \
  ${DEV_NAME:+DEV_PASSWORD} ${SYNCH_MC_USERNAME:+SYNCH_MC_PASSWORD}
[ "$MC_ADMIN_PASSWORD" != admin ] || {
  echo "[management-console] MC_ADMIN_PASSWORD is the console's first password: choose another" >&2
  exit 1
}

# With LDAP the console has no users of its own, so somebody must make the one that this script signs in as.
if [ "${LOGIN_USE_LDAP:-}" = true ] && { [ "${LOGIN_CREATE_ADMIN_USER:-}" != true ] || [ -n "${DEV_NAME:-}" ]; }; then
  echo "[management-console] LOGIN_USE_LDAP needs LOGIN_CREATE_ADMIN_USER=true and no DEV_NAME: see README.md, LDAP" >&2
  exit 1
fi

stopped=""
# shellcheck disable=SC2317 # called by the trap
stop() {
  stopped=yes
  echo "[management-console] stopping"
  kill "$configure" 2> /dev/null || true
  kill -s TERM -- "-$server" 2> /dev/null || kill "$server" 2> /dev/null || true
}

# What an earlier run of this container left.
rm -f "${CONFIGURE_STATE:-/run/management-console/state}"

echo "[management-console] step start the server"
setsid "$@" &
server=$!
"$folder/configure.sh" &
configure=$!
trap stop TERM INT

code=0
wait "$server" || code=$?
# A signal ends the first wait. The start-up may end before the server it started: wait for the whole session.
[ -z "$stopped" ] || wait "$server" || code=$?
while [ -n "$stopped" ] && kill -s 0 -- "-$server" 2> /dev/null; do
  sleep 0.2
done
kill "$configure" 2> /dev/null || true
[ -n "$stopped" ] || echo "[management-console] the server ended with exit code $code" >&2
exit "$code"
