#!/bin/sh
# rotate-passwords.sh USER=KEY...: gives users of a running console new passwords, one after the other, and starts what
# logs in with them anew. KEY is the user's key in the JSON of the secret. The administrator must be among them.
# The steps are Secrets Manager's: stage a new version, change the password where it opens something, try it, and make
# the version the current one. Whatever fails, another run finds out how far this one came and goes on.
# shellcheck disable=SC2034,SC2154 # shares variables with console.sh
set -eu
umask 077

# In memory, because these files hold passwords.
work="$(mktemp -d "${TMPDIR:-/dev/shm}/rotate.XXXXXX")"
answer="$work/answer"
reason=""
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC1091 # checked on its own
. "$(dirname "$0")/console.sh"

log() { echo "[rotate-passwords] $*"; }

fail() {
  log "failed: $*" >&2
  exit 1
}

for name in MANAGEMENT_CONSOLE_URL PASSWORDS_SECRET_ARN REDEPLOY_CLUSTER REDEPLOY_SERVICES; do
  [ -n "$(printenv "$name" || true)" ] || fail "$name is missing"
done

# Asks AWS; leaves what it says in the file $1, or why not in $reason.
ask_aws() {
  file="$1"
  shift
  aws "$@" --output json > "$file" 2> "$work/error" || {
    reason="aws $1 $2: $(tr '\n' ' ' < "$work/error")"
    return 1
  }
}

# read_version STAGE: the version's id is left in the file STAGE.id, its values in STAGE.
read_version() {
  ask_aws "$work/version" secretsmanager get-secret-value --secret-id "$PASSWORDS_SECRET_ARN" --version-stage "$1" \
    || return 1
  # What jq says of a text that is none quotes it.
  { jq --exit-status --raw-output .VersionId "$work/version" > "$work/$1.id" \
    && jq --exit-status '.SecretString | fromjson | objects' "$work/version" > "$work/$1"; } 2> /dev/null || {
    reason="the version $1 of the secret is no JSON object: repair it with drydock secret set"
    return 1
  }
}

# Reads the current version, and the one that an earlier run has left staged: one that was never the current one.
read_secret() {
  read_version AWSCURRENT || fail "$reason"
  if read_version AWSPENDING; then
    jq --exit-status '.VersionStages - ["AWSCURRENT", "AWSPREVIOUS"] == .VersionStages' "$work/version" > /dev/null \
      || cp "$work/AWSCURRENT" "$work/AWSPENDING"
  else
    grep -q ResourceNotFoundException "$work/error" || fail "$reason"
    cp "$work/AWSCURRENT" "$work/AWSPENDING"
  fi
}

# value STAGE KEY
value() { jq --raw-output --arg key "$2" '.[$key] // ""' "$work/$1"; }

# is_staged KEY: an earlier run has staged another password.
is_staged() { [ -n "$(value AWSPENDING "$1")" ] && [ "$(value AWSPENDING "$1")" != "$(value AWSCURRENT "$1")" ]; }

# Signs in as the administrator, with the current password or the one that an earlier run got as far as setting.
sign_in_with_secret() {
  for stage in AWSCURRENT AWSPENDING; do
    log_in "$ADMIN" "$(value "$stage" "$admin_key")" && {
      login_name="$ADMIN" login_password="$(value "$stage" "$admin_key")"
      return 0
    }
    refused || fail "$reason"
  done
  fail "the console accepts the secret's password for $ADMIN neither as it is nor as it was to be: see README.md, Passwords"
}

# stage_password KEY PASSWORD: as a version of its own, beside what the other keys are now.
stage_password() {
  PASSWORD="$2" jq --arg key "$1" '.[$key] = env.PASSWORD' "$work/AWSCURRENT" > "$work/staged"
  ask_aws "$work/put" secretsmanager put-secret-value --secret-id "$PASSWORDS_SECRET_ARN" \
    --secret-string "file://$work/staged" --version-stages AWSPENDING || return 1
  staged_id="$(jq --raw-output .VersionId "$work/put")"
}

# Secrets Manager refuses if somebody else has made another version the current one in between.
promote() {
  move_label AWSCURRENT --move-to-version-id "$staged_id" --remove-from-version-id "$(cat "$work/AWSCURRENT.id")" \
    || return 1
  move_label AWSPENDING --remove-from-version-id "$staged_id" || log "the label AWSPENDING stays: $reason" >&2
}

# move_label LABEL ARGUMENT...
move_label() {
  label="$1"
  shift
  ask_aws "$work/moved" secretsmanager update-secret-version-stage --secret-id "$PASSWORDS_SECRET_ARN" \
    --version-stage "$label" "$@"
}

# set_password USER OLD NEW: and tries the new one. Who asks may be the one whose password it is.
set_password() {
  change_password "$@" || true
  changed="$reason"
  log_in "$1" "$3" || {
    reason="$changed, then $reason"
    return 1
  }
  [ "$1" != "$ADMIN" ] || login_password="$3"
}

# rotate USER KEY
rotate() {
  user="$1" key="$2"
  read_secret
  sign_in_with_secret
  old="$(value AWSCURRENT "$key")" known=""
  [ -n "$old" ] || fail "the secret has no value for $key, the password of $user"
  if is_staged "$key"; then
    new="$(value AWSPENDING "$key")"
  else
    ask_aws "$work/random" secretsmanager get-random-password --password-length 50 --exclude-punctuation || fail "$reason"
    new="$(jq --raw-output .RandomPassword "$work/random")"
  fi
  for password in "$old" "$new"; do
    [ -z "$known" ] || continue
    if log_in "$user" "$password"; then known="$password"; else refused || fail "$reason"; fi
  done
  [ -n "$known" ] || {
    log "$user is not there or has another password than the secret's: left as it is" >&2
    left_out="$left_out $user"
    return 0
  }
  stage_password "$key" "$new" || fail "$reason"
  [ "$known" = "$new" ] || set_password "$user" "$old" "$new" || {
    set_password "$user" "$new" "$old" || fail "$user: $reason; run this again"
    fail "$user: $changed; it has its old password"
  }
  promote || {
    why="$reason"
    set_password "$user" "$new" "$old" || fail "$user: $why; run this again, it has the password that is staged"
    fail "$user: $why; it has its old password again"
  }
  rotated="$rotated $user"
  log "$user has a new password"
}

# Tasks are given secrets when they start.
redeploy() {
  for service in $REDEPLOY_SERVICES; do
    ask_aws "$work/service" ecs update-service --cluster "$REDEPLOY_CLUSTER" --service "$service" --force-new-deployment \
      && {
        log "$service is being deployed anew"
        continue
      }
    case "$reason" in
      # A module that is off.
      *ServiceNotFoundException* | *ServiceNotActiveException*) continue ;;
    esac
    log "failed: $reason; start new tasks of $service yourself" >&2
    code=1
  done
}

# At the end, however it comes: what has a new password is of use only to new tasks.
finish() {
  code=$?
  [ -z "$rotated" ] || redeploy
  rm -rf "$work"
  exit "$code"
}

# split USER=KEY: leaves both.
split() { pair_user="${1%%=*}" pair_key="${1#*=}"; }

admin_key=""
for pair in "$@"; do
  split "$pair"
  { [ "$pair_user" != "$pair" ] && [ -n "$pair_user" ] && [ -n "$pair_key" ]; } || fail "'$pair' is not USER=KEY"
  [ "$pair_user" != "$ADMIN" ] || admin_key="$pair_key"
done
[ -n "$admin_key" ] || fail "$ADMIN=KEY is missing: the administrator changes the passwords of the others"

rotated="" left_out="" begun=""
trap finish EXIT
# The next user's version takes the label of one that is staged: what an earlier run began comes first.
read_secret
for pair in "$@"; do
  split "$pair"
  ! is_staged "$pair_key" || begun="$begun $pair"
done
for pair in $begun "$@"; do
  split "$pair"
  case "$rotated$left_out " in *" $pair_user "*) continue ;; esac
  rotate "$pair_user" "$pair_key"
done
[ -z "$left_out" ] || fail "these have no new password:$left_out"
