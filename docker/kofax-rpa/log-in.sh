# shellcheck shell=sh disable=SC2154 # the one who sources it sets $image
# What the images that log in to the Management Console share: waiting until they can.

# Until when the health check calls the container healthy although nothing answers yet, in seconds since 1970.
GRACE_FILE="${GRACE_FILE:-/dev/shm/healthy-until}"

log() { echo "[$image] $*"; }

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

# in_background COMMAND...: waits for it there, because a shell handles a signal only between commands.
in_background() {
  "$@" &
  job=$!
  wait "$job"
}

# ask URL USER PASSWORD: what only a user who can log in may know; leaves the HTTP status, 000 without an answer.
# The password goes to curl by its standard input: arguments of processes can be read by others.
ask() {
  exec curl --config - --silent --output /dev/null --write-out '%{http_code}' --max-time 10 \
    "${1}api/mc/misc/getVersion" > "$answer" << CONFIG
user = "$(printf %s "$2" | quoted):$(printf %s "$3" | quoted)"
CONFIG
}

# reason STATUS URL USER
reason() {
  case "$1" in
    000) echo "no answer from $2" ;;
    401 | 403) echo "$1: the user $3 is not there yet, or its password is another" ;;
    *) echo "$1 instead of 200 from ${2}api/mc/misc/getVersion" ;;
  esac
}

# wait_until_login URL_VARIABLE USER_VARIABLE PASSWORD_VARIABLE: returns once the console accepts them.
wait_until_login() {
  require "$@"
  url="$(printenv "$1")" user="$(printenv "$2")" password="$(printenv "$3")"
  case "$url" in
    */) ;;
    *)
      log "$1 is $url: it must end with a slash" >&2
      exit 1
      ;;
  esac
  job=""
  answer="$(mktemp)"
  trap 'rm -f "$answer"' EXIT
  trap 'log "stopped while waiting"; [ -z "$job" ] || kill "$job" 2> /dev/null || true; exit 143' TERM INT
  limit="${MC_WAIT_SECONDS:-1800}"
  deadline=$(($(date +%s) + limit))
  echo "$deadline" > "$GRACE_FILE"
  said=""
  log "step log in to the Management Console as $user"
  while in_background ask "$url" "$user" "$password" || true; status="$(cat "$answer")"; [ "$status" != 200 ]; do
    why="$(reason "${status:-000}" "$url" "$user")"
    [ "$why" = "$said" ] || log "waiting: $why"
    said="$why"
    [ "$(date +%s)" -lt "$deadline" ] || {
      log "step log in to the Management Console failed after $limit s: $why" >&2
      exit 1
    }
    in_background sleep "${MC_RETRY_SECONDS:-2}"
  done
  rm -f "$answer"
  trap - EXIT TERM INT
  echo $(($(date +%s) + ${START_SECONDS:-300})) > "$GRACE_FILE"
}
