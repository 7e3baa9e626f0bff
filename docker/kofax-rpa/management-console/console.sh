# shellcheck shell=sh disable=SC2034,SC2154 # shares variables with who sources it
# The console's REST API. The one who asks is $login_name with $login_password; passwords reach curl by its
# standard input only, because arguments of processes can be read by others.
# After a request, $status is the HTTP status (000: no answer), the file $answer the body, and $reason what went wrong.

MC="${MANAGEMENT_CONSOLE_URL:-http://localhost:8080}"
ADMIN="${MC_ADMIN_NAME:-admin}"
login_name="" login_password=""

# Reads text, writes it as it stands between quotes in curl's configuration.
quoted() { sed 's/[\\"]/\\&/g'; }

# send SECONDS METHOD PATH [CURL ARGUMENT...]: fails unless the status is 2xx.
send() {
  seconds="$1" method="$2" path="$3"
  shift 3
  status="$(printf '%s:%s' "$login_name" "$login_password" | quoted | sed 's/.*/user = "&"/; s/^user = ":"$//' \
    | curl --config - --silent --output "$answer" --write-out '%{http_code}' \
      --max-time "$seconds" --request "$method" "$@" "$MC$path")" || true
  reason="$method $path answered ${status:=000}"
  [ "$status" != 000 ] || reason="no answer to $method $path"
  case "$status" in 2??) ;; *) return 1 ;; esac
}

get() { send 30 GET "$1"; }

# send_json METHOD PATH FILE
send_json() { send 30 "$1" "$2" --header "Content-Type: application/json" --data-binary "@$3"; }

# log_in NAME PASSWORD: succeeds if the console accepts them; who asks stays the one who asked before.
log_in() {
  before_name="$login_name" before_password="$login_password"
  login_name="$1" login_password="$2"
  code=0
  get /api/mc/misc/getVersion || code=1
  login_name="$before_name" login_password="$before_password"
  return "$code"
}

refused() { [ "$status" = 401 ] || [ "$status" = 403 ]; }

# Finds out which password the administrator has: the one of the environment, or a new console's.
sign_in() {
  for candidate in "$MC_ADMIN_PASSWORD" admin; do
    log_in "$ADMIN" "$candidate" && {
      login_name="$ADMIN" login_password="$candidate"
      return 0
    }
    refused || return 1
  done
  reason="the console accepts neither MC_ADMIN_PASSWORD nor its first password for $ADMIN: see README.md, Passwords"
  return 1
}

# change_password NAME OLD NEW
change_password() {
  OLD="$2" NEW="$3" jq --null-input --arg name "$1" \
    '{username: $name, oldPassword: env.OLD, newPassword: env.NEW, sendEmail: false}' > "$work/password" || return 1
  send_json PUT /api/mc/user/resetPassword "$work/password"
}
