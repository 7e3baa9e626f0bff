#!/bin/sh
# Asks for one page in a Tomcat of its own and ends: work by the clock, away from the tasks that visitors use.
#   page /scheduled/queue-clean-up.cfm
# Its answer goes to stdout, all else to stderr. The exit code is 0 if it answered with a status of 2xx.
set -eu

say() { echo "[page] $*" >&2; }
fail() {
  say "$*"
  exit 1
}

path="${1:-}"
case "$path" in
/*) ;;
*)
  say "\"$path\" is no path; write it like: page /scheduled/queue-clean-up.cfm"
  exit 2
  ;;
esac
# Seconds that Lucee may take to start, and that the page may take to answer.
start="${PAGE_START_SECONDS:-180}"
limit="${PAGE_SECONDS:-3000}"
for number in "$start" "$limit"; do
  case "$number" in
  "" | *[!0-9]*) fail "\"$number\" is no number; PAGE_START_SECONDS and PAGE_SECONDS are whole seconds, such as 3000" ;;
  esac
done
address="${PAGE_ADDRESS:-http://127.0.0.1:8888}"

tomcat=""
asking=""
head="$(mktemp)"

# Ends what was started. Tomcat has half a minute to do it by itself.
stop() {
  rm -f "$head"
  [ -z "$asking" ] || kill "$asking" 2>/dev/null || true
  [ -n "$tomcat" ] || return 0
  kill "$tomcat" 2>/dev/null || true
  patience=$(($(date +%s) + 30))
  while kill -0 "$tomcat" 2>/dev/null; do
    [ "$(date +%s)" -lt "$patience" ] || kill -KILL "$tomcat" 2>/dev/null || true
    sleep 0.2
  done
}
trap stop EXIT
trap 'say "is told to end"; exit 143' TERM
trap 'say "is told to end"; exit 130' INT

began=$(date +%s)
catalina.sh run >&2 &
tomcat=$!
until curl --silent --fail --noproxy '*' --max-time 5 --output /dev/null "$address/health/"; do
  kill -0 "$tomcat" 2>/dev/null || fail "Tomcat ended while it started; its log is above"
  [ $(($(date +%s) - began)) -lt "$start" ] ||
    fail "Lucee did not answer /health/ within $start s; its log is above. PAGE_START_SECONDS is the limit"
  sleep 1
done
say "Lucee is there after $(($(date +%s) - began)) s; asks for $path, for at most $limit s"

began=$(date +%s)
code=0
# In the background, so that a signal does not wait for the answer.
curl --silent --show-error --no-buffer --noproxy '*' --max-time "$limit" --dump-header "$head" "$address$path" &
asking=$!
wait "$asking" || code=$?
asking=""
status="$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' "$head")"
took="$(($(date +%s) - began)) s"
case "$code $status" in
"0 2"??) say "$path answered $status after $took" ;;
"28 "*) fail "$path did not answer within $limit s and was given up; PAGE_SECONDS is the limit" ;;
"0 "*) fail "$path answered $status after $took; only 2xx is success" ;;
*) fail "$path broke off after $took: curl's exit code is $code; the log of Tomcat is above" ;;
esac
