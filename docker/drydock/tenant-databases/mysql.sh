#!/bin/sh
# Makes a database in MySQL and its user, sets the user's password, and does no more. It may run any number of times and
# at once, writes no file, and prints no password, also when a statement fails. MySQL leaves passwords out of its logs
# (https://dev.mysql.com/doc/refman/8.0/en/password-logging.html); MariaDB does not, so it is given the hash that it keeps,
# SHA-1 of SHA-1 (https://mariadb.com/docs/server/reference/plugins/authentication-plugins/authentication-plugin-mysql_native_password).
#
# Environment variables: SERVER_HOST, SERVER_PORT, SERVER_USER and SERVER_PASSWORD of the server and its master user;
# DATABASE, DATABASE_USER and DATABASE_PASSWORD to make. By choice: TLS (`--ssl`; another option of the client instead),
# TRIES (30) to find the server, and PAUSE (2 seconds) between them.
#
# MySQL has no owners of databases, so a database belongs to whoever has rights on it. In GRANT, `_` and `%` stand for
# other characters unless escaped, and `corp_1` must not open `corpx1`
# (https://dev.mysql.com/doc/refman/8.0/en/grant.html). With NO_BACKSLASH_ESCAPES only the quote itself ends a text.
#
# Task definitions have the program too, without these lines (stacks/extra-database-program.ts).
# shellcheck disable=SC2153 # DATABASE comes from the environment
say() { printf '[extra-database %s] %s\n' "$DATABASE" "$1"; }
fail() { say "$1"; exit "$2"; }

for name in SERVER_HOST SERVER_PORT SERVER_USER SERVER_PASSWORD DATABASE DATABASE_USER DATABASE_PASSWORD
do
  eval "value=\$$name"
  [ -n "$value" ] || fail "the environment variable $name is not set" 1
  case $value in *[[:cntrl:]]*) fail "the environment variable $name has a line break or a control character" 1 ;; esac
done

[ -n "$TRIES" ] || TRIES=30
[ -n "$PAUSE" ] || PAUSE=2
[ -n "$TLS" ] || TLS=--ssl
export LC_ALL=C MYSQL_PWD="$SERVER_PASSWORD"

text() { printf "'"; printf '%s' "$1" | sed "s/'/''/g"; printf "'"; }
name() { printf '\140'; printf '%s' "$1" | sed 's/\x60/\x60\x60/g'; printf '\140'; }
pattern() { name "$(printf '%s' "$1" | sed 's/[\\_%]/\\&/g')"; }
ask() {
  { printf '%s\n' "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';" 'SET NAMES utf8mb4;'; cat; } |
  mariadb --no-defaults --batch --skip-column-names --protocol=tcp --connect-timeout=60 "$TLS" \
    --loose-skip-print-query-on-error --host="$SERVER_HOST" --port="$SERVER_PORT" --user="$SERVER_USER" 2>&1
}
# What MySQL says of a failure. A statement may hold a password, and a row what is nobody's business, so of a message that
# quotes them only what is before the quote is printed; those of the client (2xxx) and of names that are not there or not
# allowed are printed whole (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html).
mysql_reason() {
  sed -n -e '/^mariadb: /p' -e '/^ERROR /!d' \
    -e '/^ERROR \(2[0-9]*\|1044\|1045\|1049\|1054\|1142\|1143\|1146\|1227\) /!s/\([^A-Za-z]\)['\''"`].*/\1(not shown)/' -e p
}
sha1() { sha1sum | cut -c 1-40; }
# shellcheck disable=SC2046,SC2059 # a word and an escape for each byte
bytes() { printf "$(printf '\\%03o' $(sed 's/../ 0x&/g'))"; }

try=1
until mariadb-admin --no-defaults --protocol=tcp --connect-timeout=3 --silent \
  --host="$SERVER_HOST" --port="$SERVER_PORT" --user="$SERVER_USER" ping >/dev/null 2>&1
do
  say "no answer from $SERVER_HOST:$SERVER_PORT, try $try of $TRIES"
  [ "$try" -lt "$TRIES" ] || break
  try=$((try + 1))
  sleep "$PAUSE"
done

[ "$DATABASE_USER" != "$SERVER_USER" ] ||
  fail "the user \"$DATABASE_USER\" is the master user of this server; choose another user" 3

database=$(text "$DATABASE") user=$(text "$DATABASE_USER") password=$(text "$DATABASE_PASSWORD")
granted=$(text "$(printf '%s' "$DATABASE" | sed 's/[\\_%]/\\&/g')")
grantee="CONCAT(QUOTE($user), '@', QUOTE('%'))"

found=$(ask <<SQL
SELECT 'MariaDB' FROM (SELECT 1) AS one WHERE VERSION() LIKE '%MariaDB%';
SELECT CONCAT('refused the user "', $user, '" is there already and has rights on the whole server; choose another user')
  FROM information_schema.user_privileges
 WHERE grantee LIKE CONCAT(QUOTE($user), '@%') AND privilege_type <> 'USAGE' LIMIT 1;
SELECT CONCAT('refused the database "', $database, '" is there already and belongs to ', grantee, '; choose another database')
  FROM information_schema.schema_privileges
 WHERE table_schema IN ($database, $granted) AND grantee <> $grantee
   AND grantee NOT LIKE CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@%') LIMIT 1;
SELECT CONCAT('making the user "', $user, '"') FROM (SELECT 1) AS one
 WHERE NOT EXISTS (SELECT 1 FROM information_schema.user_privileges WHERE grantee = $grantee);
SELECT CONCAT('making the database "', $database, '"') FROM (SELECT 1) AS one
 WHERE NOT EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = $database);
SQL
) || fail "$(printf '%s\n' "$found" | mysql_reason)" 2
identified="IDENTIFIED BY $password"
case $found in MariaDB*)
  identified="IDENTIFIED BY PASSWORD '*$(printf '%s' "$DATABASE_PASSWORD" | sha1 | bytes | sha1 | tr a-f A-F)'"
  found=$(printf '%s\n' "$found" | sed 1d) ;;
esac
case $found in refused*) fail "$(printf '%s' "$found" | sed -n '1s/^refused //p')" 3 ;; esac
[ -z "$found" ] || printf '%s\n' "$found" | while IFS= read -r line; do say "$line"; done

made=$(ask <<SQL
CREATE USER IF NOT EXISTS $user@'%' $identified;
ALTER USER $user@'%' $identified;
CREATE DATABASE IF NOT EXISTS $(name "$DATABASE") CHARACTER SET utf8mb4;
GRANT ALL PRIVILEGES ON $(pattern "$DATABASE").* TO $user@'%';
SQL
) || fail "$(printf '%s\n' "$made" | mysql_reason); nothing else of this task starts" 4
say "the password of \"$DATABASE_USER\" is set"
