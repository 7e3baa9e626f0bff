# shellcheck shell=sh disable=SC2034 # shares variables with configure.sh
# What was done to this database, kept in this database: it lives, moves and dies with what it speaks of.

# The console's own address of its database, as psql wants it: without jdbc: and the driver's parameters.
database="${CONTEXT_RESOURCE_URL#jdbc:}"
database="${database%%\?*}"
database_host="${database#*://}"
database_host="${database_host%%[:/]*}"
# Where the driver is told how to use TLS, psql does the same.
case "$CONTEXT_RESOURCE_URL" in
  *[?\&]sslmode=*)
    PGSSLMODE="${CONTEXT_RESOURCE_URL##*[?&]sslmode=}"
    export PGSSLMODE="${PGSSLMODE%%&*}"
    ;;
esac
export PGUSER="$CONTEXT_RESOURCE_USERNAME" PGPASSWORD="$CONTEXT_RESOURCE_PASSWORD" PGCONNECT_TIMEOUT=10

# sql NAME < SQL: leaves the rows in $rows; :'name' is NAME. A failure is told without any part of the statement or of the
# address, which may have more than the host.
sql() {
  rows="$(psql --no-psqlrc --quiet --tuples-only --no-align --no-password --set ON_ERROR_STOP=1 \
    --set VERBOSITY=terse --set name="$1" \
    --dbname "$database" 2>&1)" || {
    reason="database on $database_host: $rows"
    return 1
  }
}

# look_for NAME: leaves in $found whether it was done: yes or no. Fails if the database does not tell.
look_for() {
  found=""
  sql "$1" << 'SQL' || return 1
set client_min_messages = warning;
create table if not exists drydock_done (name text primary key, done_at timestamptz not null default now());
select case when exists (select from drydock_done where name = :'name') then 'yes' else 'no' end;
SQL
  found="$rows"
}

# remember NAME: it was done. Saying so twice changes nothing.
remember() {
  sql "$1" << 'SQL'
insert into drydock_done (name) values (:'name') on conflict do nothing;
SQL
}
