#!/usr/bin/env bash
# Changes a folder of cluster templates so that the provisioner may use them (docs/sliderule.md, "The clusters' boundary"):
# roles, profiles and policies lie under the domain's path, roles carry the boundary that ps-server is told, and everything
# carries the domain in a tag or a prefix.
set -euo pipefail

usage="usage: bound.sh <folder>

Changes the Terraform templates of a cluster in this folder, before they are uploaded. Running it again changes nothing.

  docker/sliderule/cluster-templates/bound.sh ./terraform/cluster
  aws s3 sync ./terraform/cluster s3://sliderule/prov-sys/cluster_tf_versions/v4.20.0/"

fail() {
  echo "bound.sh: $1" >&2
  exit "${2:-1}"
}

case "${1:-}" in
  -h | --help) echo "$usage"; exit 0 ;;
esac
[ $# -eq 1 ] || { echo "$usage" >&2; exit 2; }
cd "$1" 2>/dev/null || fail "there is no folder $1; give the folder with the templates' .tf files" 2

# What the files below override must be there, or Terraform refuses the override.
for block in 'provider "aws"' 'resource "aws_iam_role" "s3-role"' 'resource "aws_iam_instance_profile" "s3-role"' \
  'resource "aws_iam_policy" "s3-policy"' 'resource "aws_iam_policy" "ec2-policy"' \
  'resource "aws_autoscaling_group" "sliderule-cluster"' 'variable "domain"' 'variable "cluster_name"'; do
  grep --quiet --fixed-strings --no-messages "$block" -- *.tf ||
    fail "no .tf file in $1 has the block $block; these are other templates than this script knows, so give their roles the boundary by hand"
done

cat > drydock.tf <<'END'
variable "permissions_boundary" {
  description = "ARN of the policy that every role of a cluster carries; ps-server has it in TF_VAR_permissions_boundary"
  type        = string
}
END

cat > drydock_override.tf <<'END'
provider "aws" {
  default_tags {
    tags = {
      Owner               = "SlideRule"
      Project             = "cluster-${var.cluster_name}"
      Domain              = var.domain
      terraform-base-path = path.cwd
      cost-grouping       = var.cluster_name
    }
  }
}

resource "aws_iam_role" "s3-role" {
  path                 = "/${var.domain}/"
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_instance_profile" "s3-role" {
  path = "/${var.domain}/"
}

resource "aws_iam_policy" "s3-policy" {
  path = "/${var.domain}/"
}

resource "aws_iam_policy" "ec2-policy" {
  path = "/${var.domain}/"
}

# Default tags reach neither the group nor its instances.
resource "aws_autoscaling_group" "sliderule-cluster" {
  dynamic "tag" {
    for_each = {
      Name                = "${var.cluster_name}-node"
      Owner               = "SlideRule"
      Project             = "cluster-${var.cluster_name}"
      Domain              = var.domain
      terraform-base-path = path.cwd
      cost-grouping       = var.cluster_name
    }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
END

# Newer templates start nodes by a launch template. Auto Scaling asks whether its caller may start what that describes, and
# the provisioner may only start what carries the domain
# (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html).
if grep --quiet --fixed-strings 'resource "aws_launch_template" "sliderule_template"' -- *.tf; then
  cat >> drydock_override.tf << 'END'

resource "aws_launch_template" "sliderule_template" {
  tag_specifications {
    resource_type = "instance"
    tags = {
      Name                = "${var.cluster_name}-node"
      Owner               = "SlideRule"
      Project             = "cluster-${var.cluster_name}"
      Domain              = var.domain
      terraform-base-path = path.cwd
      cost-grouping       = var.cluster_name
    }
  }
}
END
fi

# Each pattern ends before what it puts in, so that it does not match a second time. By a new file, as sed -i differs
# between Linux and macOS.
change() {
  local file
  for file in *.tf *.sh; do
    [ -f "$file" ] || continue
    sed "$@" "$file" > "$file.new"
    if cmp -s "$file" "$file.new"; then rm "$file.new"; else cat "$file.new" > "$file" && rm "$file.new"; fi
  done
}
# shellcheck disable=SC2016  # these are Terraform's and the scripts' own expressions
change -e 's#infrastructure/software/${var.cluster_name}#infrastructure/software/${var.domain}/${var.cluster_name}#g' \
  -e 's#/data/manager/manager-#/data/manager/${var.domain}/manager-#g' \
  -e 's#/logs/ #/logs/$(cat /domain.txt)/ #g'
# The scripts of an instance know the domain as they know the cluster's name: by a file of its first start.
# shellcheck disable=SC2016
change -e '/^ *echo ${var.domain} > .\/domain.txt$/d'
# shellcheck disable=SC2016
change -e 's#^\( *\)echo ${var.cluster_name} > ./clustername.txt$#&\
\1echo ${var.domain} > ./domain.txt#'

echo "The templates in $1 are bound: upload them to prov-sys/cluster_tf_versions/<version>/."
