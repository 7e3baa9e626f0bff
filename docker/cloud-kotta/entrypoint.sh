#!/bin/sh
# Becomes one of Kotta's programs; the container's command names it.
set -eu

program="${1:-}"
[ $# -eq 0 ] || shift

# The site's own pages, and what jobs need. Without it nothing starts that would do without.
fetch_code() {
  [ -z "${CODE_KEY:-}" ] || python -m kotta.artefact
}

case "$program" in
  web)
    fetch_code
    # The workers' heartbeat is a file, and the root file system may be read-only.
    exec gunicorn --bind "0.0.0.0:${PORT:-8888}" --workers "${WEB_CONCURRENCY:-4}" --worker-tmp-dir /dev/shm --no-control-socket \
      --graceful-timeout 20 --access-logfile - --access-logformat '%(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms' \
      'kotta.web.app:create()'
    ;;
  worker)
    fetch_code
    exec python -m kotta.worker
    ;;
  queue-watcher) exec python -m kotta.queue_watcher ;;
  instance-watcher) exec python -m kotta.instance_watcher ;;
  add-user) exec python -m kotta.add_user "$@" ;;
  *)
    echo "[kotta] no such program: '$program'. There are: web, worker, queue-watcher, instance-watcher, add-user." >&2
    exit 64
    ;;
esac
