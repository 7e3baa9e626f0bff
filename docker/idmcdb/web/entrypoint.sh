#!/bin/sh
# Checks the environment, then becomes the command: the server, a worker, the beat, or a job.
# What prepares the database are jobs of their own, so that two tasks never do it at once.
set -eu

missing=""
for name in \
  COPILOT_ENVIRONMENT_NAME DJANGO_SECRET_KEY DJANGO_ALLOWED_HOST BACKEND_BASE_URL FRONTEND_BASE_URL \
  HCAPTCHA_SECRET CSRF_COOKIE_DOMAIN SESSION_COOKIE_DOMAIN S3_BUCKET_NAME EXTERNAL_S3_BUCKET_NAME \
  ELASTI_CACHE_ADDRESS ELASTI_CACHE_PORT; do
  [ -n "$(printenv "$name" || true)" ] || missing="$missing $name"
done
# The database's secret itself, or where to read it.
[ -n "${HELIXDBCLUSTER_SECRET:-}${HELIXDBCLUSTER_SECRET_ARN:-}" ] ||
  missing="$missing HELIXDBCLUSTER_SECRET(_ARN)"
[ -z "$missing" ] || {
  echo "[helix] missing environment variables:$missing" >&2
  exit 1
}

echo "[helix] step $1"
exec "$@"
