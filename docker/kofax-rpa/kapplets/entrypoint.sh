#!/bin/sh
# Waits until Kapplets' own user can log in to the Management Console, then becomes the vendor's start-up.
set -eu

# shellcheck disable=SC2034 # for log-in.sh
image=kapplets
# shellcheck disable=SC1091 # checked on its own
. "$(dirname "$0")/../log-in.sh"

require SPRING_DATASOURCE_URL SPRING_DATASOURCE_USERNAME SPRING_DATASOURCE_PASSWORD \
  KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_KAPPLETSBASEURL KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_MCBASEURL \
  KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_CLIENTSECRET
wait_until_login KAPPLETS_SERVICES_MC_CONNECTION_URL KAPPLETS_SERVICES_MC_CONNECTION_USERNAME \
  KAPPLETS_SERVICES_MC_CONNECTION_PASSWORD
log "step Kapplets"
exec "$@"
