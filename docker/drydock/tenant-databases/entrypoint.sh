#!/bin/sh
# Makes the database and the user of each tenant, or of those that are named, and sets the users' passwords.
# It may run any number of times and at once, writes no file, and prints no password. See README.md.
# shellcheck disable=SC2153 # TENANTS is the bucket, tenants are the names in it

say() { printf '[tenant-databases] %s\n' "$1"; }
fail() { say "$1"; exit 1; }

for name in TENANTS SERVER_HOST SERVER_PORT SERVER_USER SERVER_PASSWORD
do
  eval "value=\$$name"
  [ -n "$value" ] || fail "the environment variable $name is not set"
done
[ "$#" -gt 0 ] || fail "say which tenants: all, or their names"
programs=$(dirname "$0")

# Names of all tenants. The AWS CLI writes a line for each page of answers, and None for an empty one.
listed() {
  keys=$(aws s3api list-objects-v2 --bucket "$TENANTS" --query "Contents[?ends_with(Key, '.json')].Key" --output text) ||
    return 1
  printf '%s\n' "$keys" | tr '\t' '\n' | sed -n 's/\.json$//p'
}

# A key of the login that is being made. What jq says of a text that is none quotes it.
login() { printf '%s' "$secret" | jq -er --arg key "$1" '.[$key]' 2>/dev/null; }

# Makes the database and user of one tenant.
make() {
  entry=$(aws s3 cp --quiet "s3://$TENANTS/$1.json" -) || { say "$1: its entry cannot be read"; return 1; }
  [ "$(printf '%s' "$entry" | jq -r .state)" != archived ] || { say "$1: is archived, and left alone"; return 0; }
  name=$(printf '%s' "$entry" | jq -er .secret) || { say "$1: its entry names no secret"; return 1; }
  secret=$(aws secretsmanager get-secret-value --secret-id "$name" --query SecretString --output text) ||
    { say "$1: its secret cannot be read"; return 1; }
  for key in engine dbname username password
  do
    login "$key" >/dev/null || { say "$1: its secret is no JSON object with a text for $key"; return 1; }
  done
  case $(login engine) in
    mysql) program=mysql.sh ;;
    postgres) program=postgres.sh ;;
    *) say "$1: its secret says no engine that is known, mysql or postgres"; return 1 ;;
  esac
  DATABASE=$(login dbname) DATABASE_USER=$(login username) DATABASE_PASSWORD=$(login password) sh "$programs/$program"
}

if [ "$*" = all ]; then
  tenants=$(listed) || fail "the tenants in $TENANTS cannot be listed"
  [ -n "$tenants" ] || { say "no tenants are listed in $TENANTS"; exit 0; }
else
  tenants=$*
fi

failed=
for tenant in $tenants
do
  make "$tenant" || failed="$failed $tenant"
done
[ -z "$failed" ] || fail "not made:$failed"
say "all are made"
