/** The second disk of an instance, by the name under which it is attached and under which Amazon Linux knows it. */
export const SCRATCH_DEVICE = "/dev/xvdf";

export interface UserDataProps {
  /** Name of the ECS cluster that the instance joins. */
  readonly cluster: string;
  /** Whether there is a scratch disk. */
  readonly scratch: boolean;
}

/**
 * Where Docker keeps the volumes of tasks: scratch folders among them, new and empty for each task
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html).
 */
const VOLUMES = "/var/lib/docker/volumes";

/** How long the agent keeps what a stopped task leaves on the disks; its own default is 3 hours, and logs are elsewhere. */
const CLEANUP = "10m";

/**
 * What an instance does at each start before Docker and the ECS agent do
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html): it says which cluster
 * it joins, keeps tasks away from its own credentials, and puts the scratch disk in its place. Settings of the agent:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function userData({ cluster, scratch }: UserDataProps): string {
  return [
    "#cloud-boothook",
    "#!/bin/bash",
    "set -euo pipefail",
    "cat > /etc/ecs/ecs.config <<'END'",
    `ECS_CLUSTER=${cluster}`,
    "ECS_AWSVPC_BLOCK_IMDS=true",
    "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
    `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=${CLEANUP}`,
    "END",
    ...(scratch ? mountScratch() : []),
    "",
  ].join("\n");
}

function mountScratch(): string[] {
  return [
    `for second in $(seq 60); do [ -b ${SCRATCH_DEVICE} ] && break; sleep 1; done`,
    `blkid ${SCRATCH_DEVICE} || mkfs.xfs -q ${SCRATCH_DEVICE}`,
    `mkdir -p ${VOLUMES}`,
    `mountpoint -q ${VOLUMES} || mount -o nodev,nosuid ${SCRATCH_DEVICE} ${VOLUMES}`,
  ];
}
