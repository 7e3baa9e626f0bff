#!/bin/sh
# Checks the configuration, then becomes nginx.
set -eu

echo "[ps-nginx] step check configuration"
nginx -t -q || {
  code=$?
  echo "[ps-nginx] step check configuration failed with exit code $code" >&2
  exit "$code"
}

echo "[ps-nginx] step nginx"
exec nginx
