#!/bin/sh
# Fetches what is deployed for each organisation, then becomes the gRPC server: the image's command.
# The working directory is the server's root: it holds ps_server.py and one folder per organisation.
# A step that fails stops the container: a server that knows only some clusters would lose the others.
set -eu

# Stops with one line that names every variable that is unset or empty.
require() {
  missing=""
  for name in "$@"; do
    [ -n "$(printenv "$name" || true)" ] || missing="$missing $name"
  done
  [ -z "$missing" ] || {
    echo "[ps-server] missing environment variables:$missing" >&2
    exit 1
  }
}

# step NAME COMMAND...: runs the command; its failure ends the container with the same exit code.
step() {
  name="$1"
  shift
  echo "[ps-server] step $name"
  "$@" || {
    code=$?
    echo "[ps-server] step $name failed with exit code $code" >&2
    exit "$code"
  }
}

require PS_SERVER_PORT GRPC_POLL_STRATEGY CLUSTER_REPO DOMAIN S3_BUCKET

# Terraform's own working files are not fetched: `terraform init` writes them anew.
step "fetch current clusters" aws s3 sync \
  "s3://$S3_BUCKET/prov-sys/$DOMAIN/current_cluster_tf_by_org/" . \
  --exclude "*/.terraform/*" --exclude "*.terraform.lock.hcl" --exclude "*terraform.tfstate.d*" \
  --only-show-errors
step "migrate SetUp.json" python "$(dirname "$0")/migrate_setup.py" .

echo "[ps-server] step gRPC server"
exec "$@"
