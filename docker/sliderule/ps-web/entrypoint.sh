#!/bin/sh
# Brings the database schema and the queues up to date, then becomes gunicorn.
# A step that fails stops the container, and with it the task: nothing runs half prepared.
set -eu

# Stops with one line that names every variable that is unset or empty.
require() {
  missing=""
  for name in "$@"; do
    [ -n "$(printenv "$name" || true)" ] || missing="$missing $name"
  done
  [ -z "$missing" ] || {
    echo "[ps-web] missing environment variables:$missing" >&2
    exit 1
  }
}

# step NAME COMMAND...: runs the command; its failure ends the container with the same exit code.
step() {
  name="$1"
  shift
  echo "[ps-web] step $name"
  "$@" || {
    code=$?
    echo "[ps-web] step $name failed with exit code $code" >&2
    exit "$code"
  }
}

require \
  SQL_ENGINE SQL_HOST SQL_PORT POSTGRES_DB POSTGRES_USER POSTGRES_PASSWORD \
  DJANGO_SECRET_KEY DJANGO_ALLOWED_HOSTS DJANGO_OIDC_RSA_PRIVATE_KEY CSRF_TRUSTED_ORIGINS JWT_SECRET_KEY \
  REDIS_HOST PS_SERVER_HOST PS_SERVER_PORT GRPC_POLL_STRATEGY GRPC_DNS_RESOLVER MFA_PLACEHOLDER \
  DOMAIN SITE_ID PS_VERSION PS_SITE_TITLE PS_BLD_ENVVER

# makemigrations may ask questions, on purpose: without a terminal a question fails the step.
step "makemigrations users" python manage.py makemigrations users
step "makemigrations" python manage.py makemigrations
step "migrate" python manage.py migrate
step "init_queues" python manage.py init_queues
step "get_ps_server_versions" python manage.py get_ps_server_versions

echo "[ps-web] step gunicorn"
exec gunicorn ps_web.wsgi:application --bind 0.0.0.0:8000 --timeout 300 --keep-alive 300
