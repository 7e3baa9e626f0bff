#!/bin/sh
# Waits until the Robot File System's own user can log in to the Management Console, then becomes the vendor's start-up.
set -eu

# shellcheck disable=SC2034 # for log-in.sh
image=robot-file-system
# shellcheck disable=SC1091 # checked on its own
. "$(dirname "$0")/../log-in.sh"

require RFS_DATA_PATH
# A file system that is not mounted would leave robots' files in the container.
{ [ -d "$RFS_DATA_PATH" ] && [ -w "$RFS_DATA_PATH" ]; } || {
  log "RFS_DATA_PATH is $RFS_DATA_PATH, which is no folder that can be written: mount a file system there" >&2
  exit 1
}
wait_until_login RFS_MC_URL RFS_MC_USERNAME RFS_MC_PASSWORD
log "step Robot File System"
exec "$@"
