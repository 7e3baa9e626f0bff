#!/bin/sh
# Puts the SSH key where the Synchronizer reads it, waits until its own user can log in to the Management Console,
# then becomes the vendor's start-up.
set -eu
umask 077

# shellcheck disable=SC2034 # for log-in.sh
image=synchronizer
# shellcheck disable=SC1091 # checked on its own
. "$(dirname "$0")/../log-in.sh"

# The key is a secret's value; the Synchronizer wants the name of a file. It is in memory and this user's alone.
write_key() {
  case "$SYNCHRONIZER_SSH_KEY" in
    "-----BEGIN "*"PRIVATE KEY-----
"*"
-----END "*"PRIVATE KEY-----"*) ;;
    *)
      log "SYNCHRONIZER_SSH_KEY is no private key in PEM format with its line breaks: see README.md, The SSH key" >&2
      exit 1
      ;;
  esac
  folder="$(mktemp -d "${KEY_FOLDER:-/dev/shm}/synchronizer.XXXXXX")"
  export SYNCHRONIZER_PRIVATE_KEY="$folder/id"
  printf '%s\n' "$SYNCHRONIZER_SSH_KEY" > "$SYNCHRONIZER_PRIVATE_KEY"
  unset SYNCHRONIZER_SSH_KEY
}

# Which keys the Git server may have. Without them every server would have to be believed.
write_known_hosts() {
  mkdir -p "$HOME/.ssh"
  printf '%s\n' "$SYNCHRONIZER_KNOWN_HOSTS" > "$HOME/.ssh/known_hosts"
}

require SYNCHRONIZER_SSH_KEY SYNCHRONIZER_INTERVAL
[ -n "${SYNCHRONIZER_KNOWN_HOSTS:-}" ] || [ "${SYNCHRONIZER_NO_HOST_KEY:-}" = true ] || {
  log "SYNCHRONIZER_KNOWN_HOSTS is missing: see README.md, The Git server's key" >&2
  exit 1
}
write_key
[ -z "${SYNCHRONIZER_KNOWN_HOSTS:-}" ] || write_known_hosts
wait_until_login SYNCHRONIZER_MC_URL SYNCHRONIZER_USERNAME SYNCHRONIZER_PASSWORD
log "step Synchronizer"
exec "$@"
