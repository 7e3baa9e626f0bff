#!/bin/sh
# Configures a Management Console that is just starting. Each step can be repeated, is retried until its limit,
# and ends the script when it fails; healthcheck.sh reads from the state file how far it came.
# shellcheck disable=SC2154 # console.sh and database.sh say which variables they leave
set -eu
umask 077

START_SECONDS="${CONFIGURE_START_SECONDS:-900}"
STEP_SECONDS="${CONFIGURE_STEP_SECONDS:-300}"
RETRY_SECONDS="${CONFIGURE_RETRY_SECONDS:-2}"
STATE="${CONFIGURE_STATE:-/run/management-console/state}"
ROBOT=Tutorials/NewsMagazine.robot
folder="$(dirname "$0")"

# In memory, because bodies of requests hold passwords.
work="$(mktemp -d "${TMPDIR:-/dev/shm}/configure.XXXXXX")"
answer="$work/answer"
reason=""
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC1091 # both are checked on their own
. "$folder/console.sh"
# shellcheck disable=SC1091
. "$folder/database.sh"

log() { echo "[management-console] $*"; }

# Replaces the state as a whole: the health check may read it at any time.
state() {
  mkdir -p "$(dirname "$STATE")"
  echo "$*" > "$STATE.new"
  mv "$STATE.new" "$STATE"
}

# step NAME SECONDS COMMAND...: repeats the command until it succeeds. At the limit, or when it answers 2
# because no repetition would help, the script ends.
step() {
  name="$1" limit="$2"
  shift 2
  deadline=$(($(date +%s) + limit))
  said=""
  log "step $name"
  state running "$deadline" "$name"
  while :; do
    result=0
    "$@" || result=$?
    [ "$result" -ne 0 ] || return 0
    [ "$reason" = "$said" ] || log "waiting: $reason"
    said="$reason"
    if [ "$result" -eq 2 ] || [ "$(date +%s)" -ge "$deadline" ]; then
      break
    fi
    sleep "$RETRY_SECONDS"
  done
  log "step $name failed: $reason" >&2
  state failed "$name: $reason"
  exit 1
}

server_answers() {
  get /Ping || return 1
  reason="/Ping does not show an application"
  grep -q '<string>application</string>' "$answer"
}

# A database without the sign must be as a new console leaves it: only the administrator in it.
database_is_unused() {
  get /api/mc/user/page || return 1
  users="$(jq .count "$answer")" || return 1
  [ "$users" -le 1 ] || {
    reason="the database has $users users and no sign of a restore: nothing is restored over it. See README.md, Restore"
    return 2
  }
}

fetch_backup() {
  reason="$(aws s3 cp --only-show-errors "$MC_BACKUP_S3_URI" "$work/Backup.zip" 2>&1)" || {
    reason="$MC_BACKUP_S3_URI: $reason"
    return 1
  }
}

# Puts this console's own password and settings into the archive, before they could be lost.
prepare_backup() {
  reason="$({
    unzip -q -o -d "$work" "$work/Backup.zip" global.xml \
      && "$folder/prepare-backup.pl" < "$work/global.xml" > "$work/prepared.xml" \
      && mv "$work/prepared.xml" "$work/global.xml" \
      && (cd "$work" && zip -q Backup.zip global.xml)
  } 2>&1)" || {
    reason="$MC_BACKUP_S3_URI: $reason"
    return 2
  }
}

# A restore may replace the administrator's password, so each repetition finds out again which it is.
restore_backup() {
  sign_in || return 1
  left=$((deadline - $(date +%s)))
  send "$((left > 1 ? left : 1))" POST /secure/Restore \
    --form "fileField=@$work/Backup.zip" --form restoreMode=Reset
}

# The console restores on after it has answered.
users_and_groups_are_there() {
  sign_in || return 1
  get /api/mc/user/page || return 1
  users="$(jq .count "$answer")" || return 1
  get /api/mc/user/group/page || return 1
  groups="$(jq .count "$answer")" || return 1
  reason="the console has $users users and $groups groups; the backup has 1 and 6"
  # With LDAP it lists what the directory has.
  [ "${LOGIN_USE_LDAP:-}" = true ] || { [ "$users" = 1 ] && [ "$groups" = 6 ]; }
}

restore_once() {
  step "look for an earlier restore" "$STEP_SECONDS" look_for restore
  [ "$found" = no ] || {
    log "this database was restored before: it is left as it is"
    return 0
  }
  step "check that the database is unused" "$STEP_SECONDS" database_is_unused
  step "fetch backup" "$STEP_SECONDS" fetch_backup
  step "prepare backup" "$STEP_SECONDS" prepare_backup
  step "restore backup" "$STEP_SECONDS" restore_backup
  step "wait for users and groups" "$STEP_SECONDS" users_and_groups_are_there
  step "keep password of $ADMIN" "$STEP_SECONDS" change_admin_password
  step "remember the restore" "$STEP_SECONDS" remember restore
}

# new_user PREFIX FULLNAME EMAIL GROUP...: the variables' names are arguments, their values are not.
new_user() {
  jq --null-input --arg name "$1" --arg password "$2" --arg fullName "$3" --arg email "$4" '
    {userName: env[$name], password: env[$password], fullName: $fullName, emailAddress: $email,
      groupNames: $ARGS.positional[4:]}' --args "$@"
}

# ensure_user NAME_VARIABLE PASSWORD_VARIABLE FULLNAME EMAIL GROUP...
ensure_user() {
  user="$(printenv "$1")" password="$(printenv "$2")"
  log_in "$user" "$password" && return 0
  refused || return 1
  [ "${LOGIN_USE_LDAP:-}" != true ] || {
    reason="the directory (LOGIN_USE_LDAP) has no user $user with $2: add it there, in the group $5"
    return 1
  }
  get /api/mc/user/page || return 1
  ! jq --exit-status --arg name "$user" '[.. | strings] | index($name)' "$answer" > /dev/null || {
    log "the user $user is there with a password other than $2: it is left as it is"
    return 0
  }
  new_user "$@" > "$work/user" || return 1
  send_json POST /api/mc/user/add "$work/user" || return 1
  log_in "$user" "$password"
}

# Once in a database: a developer whom an operator has removed stays removed.
add_developer() {
  look_for "add developer" || return 1
  [ "$found" = no ] || return 0
  ensure_user DEV_NAME DEV_PASSWORD "${DEV_FULLNAME:-$DEV_NAME}" "${DEV_EMAIL:-}" \
    "RPA Administrators" Developers KappletAdmins KappletUsers || return 1
  remember "add developer"
}

# The console drops the domain of its cluster's database, and the backup has no password for it. The backup has one
# cluster with one database: the first. Of the password four digits of a hash are remembered, to see that it is another.
correct_cluster_database() {
  host="${CLUSTER_DATABASE_HOST:-$database_host}"
  export CLUSTER_DATABASE_PASSWORD="${CLUSTER_DATABASE_PASSWORD:-$CONTEXT_RESOURCE_PASSWORD}"
  sign="cluster database $host $(printf %s "$CLUSTER_DATABASE_PASSWORD" | sha256sum | cut -c1-4)"
  get /api/mc/cluster/clusters || return 1
  reason="the console lists no cluster"
  cluster="$(jq --exit-status '.data[0].id' "$answer")" || return 1
  get "/api/mc/cluster/$cluster/getClusterSettings" || return 1
  reason="the cluster has no database"
  now="$(jq --exit-status --raw-output '.databaseSettings[0].host' "$answer")" || return 1
  look_for "$sign" || return 1
  [ "$found" = no ] || [ "${now%%:*}" != "$host" ] || return 0
  # A port stays. The content of the driver's file is not sent back.
  jq --arg host "$host" '.databaseSettings[0] |=
    (.host |= sub("^[^:]*"; $host) | .password = env.CLUSTER_DATABASE_PASSWORD | .fileContent = "")' \
    "$answer" > "$work/settings" || return 1
  send_json PUT /api/mc/cluster/setClusterSettings "$work/settings" || return 1
  jq --null-input --arg cluster "$cluster" '{clusterId: $cluster, applyMode: "FINISH_SCHEDULES"}' \
    > "$work/apply" || return 1
  send_json PUT /api/mc/cluster/applyClusterSettings "$work/apply" || return 1
  remember "$sign"
}

change_admin_password() {
  sign_in || return 1
  [ "$login_password" != "$MC_ADMIN_PASSWORD" ] || return 0
  change_password "$ADMIN" "$login_password" "$MC_ADMIN_PASSWORD" || return 1
  sign_in || return 1
  reason="the console still accepts its first password"
  [ "$login_password" = "$MC_ADMIN_PASSWORD" ]
}

queue_sample_robot() {
  look_for "queue sample robot" || return 1
  [ "$found" = no ] || return 0
  jq --null-input --arg robot "$ROBOT" '{
    robotInfo: {projectName: "Default project", robotName: $robot}, robotInputConfig: {inputObjects: []},
    priority: "MEDIUM", timeout: 600, stopOnError: true}' > "$work/robot" || return 1
  send_json POST /api/mc/tasks/queueRobot "$work/robot" || return 1
  remember "queue sample robot"
}

step "wait for the server" "$START_SECONDS" server_answers
step "sign in as $ADMIN" "$STEP_SECONDS" sign_in
# Before anything else: until then everybody who reaches the console knows the password.
step "change password of $ADMIN" "$STEP_SECONDS" change_admin_password
restore_once
[ -z "${DEV_NAME:-}" ] || step "add user $DEV_NAME" "$STEP_SECONDS" add_developer
step "add user $ROBOSERVER_MC_USERNAME" "$STEP_SECONDS" \
  ensure_user ROBOSERVER_MC_USERNAME ROBOSERVER_MC_PASSWORD RoboServer "" Roboservers
[ -z "${SYNCH_MC_USERNAME:-}" ] || step "add user $SYNCH_MC_USERNAME" "$STEP_SECONDS" \
  ensure_user SYNCH_MC_USERNAME SYNCH_MC_PASSWORD Synchronizer "" Synchronizers
step "correct cluster database" "$STEP_SECONDS" correct_cluster_database
step "queue $ROBOT" "$STEP_SECONDS" queue_sample_robot
state "done"
log "configured"
