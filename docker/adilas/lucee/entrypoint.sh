#!/bin/sh
# Checks the environment, gives Java its memory and Lucee its folder, then becomes the command: Tomcat, or one page.
set -eu

missing=""
database="DATABASE_HOST DATABASE_PORT DATABASE_NAME DATABASE_USER DATABASE_PASSWORD"
# The database of the third colour is made every night: before the first one there is none.
if [ "${DATABASE_LATER:-false}" = true ] && [ -z "${DATABASE_HOST:-}" ]; then
  echo "[lucee] no database yet: DATABASE_HOST is blank, and DATABASE_LATER says that it comes later"
  database=""
fi
for name in $database REDIS_HOST REDIS_PORT; do
  [ -n "$(printenv "$name" || true)" ] || missing="$missing $name"
done
# Who opens the administrator closes it with a password: Lucee would let the first visitor choose one.
[ "${LUCEE_ADMIN_ENABLED:-false}" = false ] || [ -n "${LUCEE_ADMIN_PASSWORD:-}" ] ||
  missing="$missing LUCEE_ADMIN_PASSWORD"
[ -z "$missing" ] || {
  echo "[lucee] missing environment variables:$missing" >&2
  exit 1
}

# A heap that never grows is memory that the task certainly has. A program that runs out of it ends, and is started anew.
heap="${HEAP_MIB:-512}"
case "$heap" in
"" | *[!0-9]*)
  echo "[lucee] HEAP_MIB is \"$heap\"; write whole MiB, such as 2048" >&2
  exit 1
  ;;
esac
export CATALINA_OPTS="-Xms${heap}m -Xmx${heap}m -XX:+ExitOnOutOfMemoryError"

# Lucee writes where its settings and libraries are. The root file system is read-only, so each start has a new copy of
# them in a folder that can be written.
rm -rf "${LUCEE_SERVER_DIR:?}/lucee-server"
cp -a "$LUCEE_SERVER_DIR-seed/lucee-server" "$LUCEE_SERVER_DIR/"

echo "[lucee] step $1, heap of $heap MiB, administrator: ${LUCEE_ADMIN_ENABLED:-false}"
exec "$@"
