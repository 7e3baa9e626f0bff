#!/bin/sh
# Makes a test database anew from the live one, overnight (see README.md).
# A run ends whole or is of no effect: what it leaves behind, the next run removes. The live database is only read.
# shellcheck disable=SC2153 # names in capitals come from outside
set -eu

say() { printf '[clone] %s\n' "$1"; }
fail() { say "$1" >&2; exit 1; }

for name in SOURCE TEST LOGIN INSTANCE MASK; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || fail "the environment variable $name is not set; README.md says what it is"
done
source=${SOURCE##*:} test=${TEST##*:}
TRIES=${TRIES:-180} PAUSE=${PAUSE:-20} TLS=${TLS:---ssl}
[ "$source" != "$test" ] || fail "SOURCE and TEST are the same database, $source"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

rds() { aws rds "$@" --output text; }

# Asks again until the answer is the one that is wanted: `until_is <wanted> <what> <command...>`.
until_is() {
  wanted=$1 what=$2 try=1
  shift 2
  until [ "$("$@")" = "$wanted" ]; do
    [ "$try" -lt "$TRIES" ] || fail "$what is not $wanted after $TRIES tries"
    try=$((try + 1))
    sleep "$PAUSE"
  done
}

# A clone is called after the test database and its second; nothing else is ever changed or deleted.
is_clone() {
  case ${1#"$test"-} in
    20[0-9][0-9][01][0-9][0-3][0-9][0-2][0-9][0-5][0-9][0-5][0-9]) [ "$1" = "$test-${1#"$test"-}" ] ;;
    *) return 1 ;;
  esac
}

clusters() { rds describe-db-clusters --query "DBClusters[?starts_with(DBClusterIdentifier, '$test-')].DBClusterIdentifier"; }
cluster_status() { rds describe-db-clusters --query "DBClusters[?DBClusterIdentifier=='$1'].Status | [0]"; }
instances() { rds describe-db-instances --query "DBInstances[?DBClusterIdentifier=='$1' && DBInstanceStatus!='deleting'].DBInstanceIdentifier"; }
instance_status() { rds describe-db-instances --query "DBInstances[?DBInstanceIdentifier=='$1'].DBInstanceStatus | [0]"; }

# RDS deletes nothing that is still being created.
is_created() { if [ "$("$@")" = creating ]; then echo no; else echo yes; fi; }

remove() {
  is_clone "$1" || fail "$1 is not a clone; it stays"
  say "removing $1"
  until_is yes "whether $1 is created" is_created cluster_status "$1"
  found=$(instances "$1")
  for instance in $found; do
    until_is yes "whether $instance is created" is_created instance_status "$instance"
    rds delete-db-instance --db-instance-identifier "$instance" --skip-final-snapshot >/dev/null
  done
  status=$(cluster_status "$1")
  [ "$status" = deleting ] || [ "$status" = None ] ||
    rds delete-db-cluster --db-cluster-identifier "$1" --skip-final-snapshot >/dev/null
}

shape=$(rds describe-db-clusters --db-cluster-identifier "$test" --query \
  "DBClusters[0].[Engine, DBSubnetGroup, DBClusterParameterGroup, join(' ', VpcSecurityGroups[].VpcSecurityGroupId)]")
read -r engine subnets parameters groups <<END
$shape
END
[ "$engine" = aurora-mysql ] || fail "$test is $engine; only aurora-mysql is cloned"

# Drydock makes the secret with empty values, so that it can always be read.
login=$(aws secretsmanager get-secret-value --secret-id "$LOGIN" --query SecretString --output text)
current=$(printf '%s' "$login" | sed -n 's/.*"cluster": *"\([^"]*\)".*/\1/p')
left=$(clusters)
for cluster in $left; do
  [ "$cluster" = "$current" ] || ! is_clone "$cluster" || remove "$cluster"
done

clone=$test-$(date -u +%Y%m%d%H%M%S)
[ "${#clone}" -le 61 ] || fail "$clone is longer than the name of a cluster can be; give the test database a shorter one"

say "cloning $source as $clone"
# shellcheck disable=SC2086 # a security group each
rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier "$source" --db-cluster-identifier "$clone" \
  --restore-type copy-on-write --use-latest-restorable-time --db-subnet-group-name "$subnets" \
  --vpc-security-group-ids $groups --db-cluster-parameter-group-name "$parameters" \
  --no-deletion-protection --copy-tags-to-snapshot >/dev/null
until_is available "the clone $clone" cluster_status "$clone"
rds create-db-instance --db-instance-identifier "$clone-1" --db-cluster-identifier "$clone" --engine "$engine" \
  --db-instance-class "$INSTANCE" --no-publicly-accessible >/dev/null
until_is available "the instance $clone-1" instance_status "$clone-1"

# A clone has the passwords of the live database; from here on its master user has another.
reached=$(rds describe-db-clusters --db-cluster-identifier "$clone" --query 'DBClusters[0].[MasterUsername, Endpoint, Port]')
read -r user host port <<END
$reached
END
password=$(aws secretsmanager get-random-password --password-length 40 --exclude-punctuation --query RandomPassword --output text)
printf '{"DBClusterIdentifier":"%s","MasterUserPassword":"%s","ApplyImmediately":true}' "$clone" "$password" >"$work/password.json"
rds modify-db-cluster --cli-input-json "file://$work/password.json" >/dev/null

# What MySQL says of a failure, as in tenant-databases/mysql.sh.
mysql_reason() {
  sed -n -e '/^mariadb: /p' -e '/^ERROR /!d' \
    -e '/^ERROR \(2[0-9]*\|1044\|1045\|1049\|1054\|1142\|1143\|1146\|1227\) /!s/\([^A-Za-z]\)['\''"`].*/\1(not shown)/' -e p
}
sql() {
  MYSQL_PWD=$password mariadb --no-defaults --batch --skip-column-names --protocol=tcp --connect-timeout=20 "$TLS" \
    --loose-skip-print-query-on-error --host="$host" --port="$port" --user="$user" 2>"$work/error" ||
    { mysql_reason <"$work/error" >&2; return 1; }
}
can_log_in() { if echo 'SELECT 1' | sql 2>/dev/null; then :; fi; }
until_is 1 "the login to $clone" can_log_in

say "locking every other user of $clone out"
sql >"$work/lock.sql" <<SQL
SELECT CONCAT('ALTER USER ', QUOTE(user), '@', QUOTE(host), ' ACCOUNT LOCK;') FROM mysql.user
 WHERE user NOT IN ('$user', 'PUBLIC', 'rdsadmin', 'rdsproxyadmin', 'rdsrepladmin', 'rdstopmgr', 'rds_superuser_role')
   AND user NOT LIKE 'mysql.%' AND user NOT LIKE 'mariadb.%' AND user NOT LIKE 'AWS\_%';
SQL
sql <"$work/lock.sql"

say "masking $clone with $MASK"
aws s3 cp --only-show-errors "$MASK" "$work/mask.sql"
sql <"$work/mask.sql"

say "handing $clone over"
printf '{"cluster":"%s","host":"%s","port":"%s","username":"%s","password":"%s"}' \
  "$clone" "$host" "$port" "$user" "$password" >"$work/login.json"
aws secretsmanager put-secret-value --secret-id "$LOGIN" --secret-string "file://$work/login.json" >/dev/null

for service in ${RESTART:-}; do
  say "restarting $service"
  aws ecs update-service --cluster "$CLUSTER" --service "$service" --force-new-deployment >/dev/null
done
# shellcheck disable=SC2086 # a service each
[ -z "${RESTART:-}" ] || aws ecs wait services-stable --cluster "$CLUSTER" --services $RESTART

[ -z "$current" ] || ! is_clone "$current" || remove "$current"
say "$clone is the test database"
