#!/bin/sh
# Makes a database in PostgreSQL and its user, sets the user's password, and does no more. It may run any number of times
# and at once, writes no file, and prints no password.
#
# Environment variables: SERVER_HOST, SERVER_PORT, SERVER_DATABASE, SERVER_USER and SERVER_PASSWORD of the server and its
# master user; DATABASE, DATABASE_USER and DATABASE_PASSWORD to make. By choice: PGSSLMODE (`require`), TRIES (30) to find
# the server, each of 3 seconds at most, and PAUSE (2 seconds) between them. A connection may then take a minute, for a
# paused Aurora takes 15 seconds and more to resume
# (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html).
#
# RDS's master user is no superuser, so it has to be a member of the role that shall own the database; as PostgreSQL 16
# gives it ADMIN on roles that it makes, the same GRANT does in any version. The lock's number means nothing: it only is
# the same in every task. `\password` prompts and reads from standard input where there is no terminal: `setsid` leaves one
# behind, or what is meant for the prompt would be taken for a statement. It hashes the password before it leaves, so that
# no server's log, whatever it records, ever has it (https://www.postgresql.org/docs/current/sql-alterrole.html). Errors are
# terse: they have no part of the statement.
#
# Task definitions have the program too, without these lines (stacks/extra-database-program.ts).
# shellcheck disable=SC2153 # DATABASE comes from the environment
say() { printf '[extra-database %s] %s\n' "$DATABASE" "$1"; }
fail() { say "$1"; exit 1; }

for name in SERVER_HOST SERVER_PORT SERVER_DATABASE SERVER_USER SERVER_PASSWORD DATABASE DATABASE_USER DATABASE_PASSWORD
do
  eval "value=\$$name"
  [ -n "$value" ] || fail "the environment variable $name is not set"
  case $value in *[[:cntrl:]]*) fail "the environment variable $name has a line break or a control character" ;; esac
done

[ -n "$TRIES" ] || TRIES=30
[ -n "$PAUSE" ] || PAUSE=2
[ -n "$PGSSLMODE" ] || PGSSLMODE=require
export LC_ALL=C PGSSLMODE PGCONNECT_TIMEOUT=60
export PGHOST="$SERVER_HOST" PGPORT="$SERVER_PORT" PGDATABASE="$SERVER_DATABASE"
export PGUSER="$SERVER_USER" PGPASSWORD="$SERVER_PASSWORD"

try=1
until pg_isready -q -t 3
do
  say "no answer from $PGHOST:$PGPORT, try $try of $TRIES"
  [ "$try" -lt "$TRIES" ] || break
  try=$((try + 1))
  sleep "$PAUSE"
done

statements() {
  cat <<'SQL'
\set VERBOSITY terse
\getenv database DATABASE
\getenv user DATABASE_USER
SET client_min_messages = warning;
SET statement_timeout = 0;
SET lock_timeout = '2min';
SELECT pg_advisory_lock(4051883620) \gset

SELECT format('DO %L', format('BEGIN RAISE EXCEPTION USING MESSAGE = %L; END', refusal)) FROM (
  SELECT format('the user "%s" is the master user of this server; choose another user', :'user') AS refusal
   WHERE current_user = :'user'
  UNION ALL
  SELECT format('the role "%s" is there already and is not one that may log in and nothing else; '
                'choose another user', rolname)
    FROM pg_roles
   WHERE rolname = :'user'
     AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR NOT rolcanlogin)
  UNION ALL
  SELECT format('the database "%s" is there already and belongs to "%s", not to "%s"; choose another database',
                datname, pg_get_userbyid(datdba), :'user')
    FROM pg_database
   WHERE datname = :'database' AND pg_get_userbyid(datdba) <> :'user'
) AS refusals \gexec

SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') AS role_missing,
       NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') AS database_missing \gset
\if :role_missing
  \echo making the role :"user"
  CREATE ROLE :"user" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
\endif
GRANT :"user" TO CURRENT_USER;
\if :database_missing
  \echo making the database :"database"
  CREATE DATABASE :"database" OWNER :"user";
\endif
SET ROLE :"user";
REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
RESET ROLE;
\password :"user"
SQL
  printf '%s\n' "$DATABASE_PASSWORD" "$DATABASE_PASSWORD" '\echo the password of :"user" is set'
}

output=$(statements | setsid psql -X -q -w -v ON_ERROR_STOP=1 2>&1) && status=0 || status=$?
printf '%s\n' "$output" | sed -e '/^Enter new password.*: $/d' -e '/^Enter it again: $/d' |
while IFS= read -r line; do say "$line"; done
[ "$status" = 0 ] || say "failed: see above; nothing else of this task starts"
exit "$status"
