"""How one ECS service's deployments proceed: complete, in progress, failed or rolled back."""

from copy import deepcopy
from uuid import uuid4

from moto.core.utils import utcnow

# What a service revision holds and a rollback restores (ECS Developer Guide, "Amazon ECS service revisions").
REVISION = (
    "task_definition",
    "network_configuration",
    "capacity_provider_strategy",
    "launch_type",
    "platform_version",
    "load_balancers",
    "service_registries",
    "service_connect_configuration",
    "volume_configurations",
    "vpc_lattice_configurations",
)
FAILURES_TOLERATED = 3  # ECS Developer Guide, circuit breaker: the lowest failure threshold
UNHEALTHY = "deployment failed: tasks failed to start."


class Rollout:
    """The deployments of a service; `history` holds its service deployments, oldest first."""

    def __init__(self, service):
        self.service = service
        self.history = []
        self.healthy = None  # the revision that last became healthy
        service.deployments = []

    def start(self, healthy):
        """Deploy the service's present revision, to the state that ECS would reach in the end."""
        breaker = self.service.deployment_configuration["deploymentCircuitBreaker"]
        if healthy:
            self.complete()
        elif not breaker.get("enable"):
            self.linger("IN_PROGRESS", "in progress.", record="IN_PROGRESS")
        elif breaker.get("rollback") and self.healthy:
            self.roll_back()
        else:
            self.linger("FAILED", UNHEALTHY, record="STOPPED")

    def complete(self):
        """The deployment becomes healthy and replaces all others."""
        deployment = self.deployment("COMPLETED", "completed.")
        self.record(deployment, "SUCCESSFUL")
        self.settle(deployment)

    def linger(self, state, reason, record):
        """The deployment runs no task; the one before it, if any, goes on running its tasks."""
        deployment = self.deployment(state, reason)
        self.record(deployment, record)
        before = [{**d, "status": "ACTIVE"} for d in self.service.deployments if d["rolloutState"] == "COMPLETED"]
        self.service.deployments = [deployment, *before]
        self.scale()

    def roll_back(self):
        """The circuit breaker ends the deployment, and ECS deploys the last healthy revision again."""
        failed = self.deployment("FAILED", UNHEALTHY)
        for name, value in self.healthy.items():
            setattr(self.service, name, deepcopy(value))
        restored = self.deployment("COMPLETED", "completed.")
        restored["rolloutStateReason"] += f" ECS deployment circuit breaker: rolled back from {failed['id']}."
        self.record(failed, "ROLLBACK_SUCCESSFUL")["rollback"] = {
            "reason": "Service deployment rolled back because the circuit breaker threshold was exceeded.",
            "startedAt": utcnow(),
        }
        self.event(f"rolling back to deployment {restored['id']}.")
        self.settle(restored)

    def settle(self, deployment):
        """The deployment is the only one, and its revision the one to roll back to."""
        self.healthy = {name: deepcopy(getattr(self.service, name, None)) for name in REVISION}
        self.service.deployments = [deployment]
        self.event("has reached a steady state.")
        self.scale()

    def scale(self):
        """Run the desired count of the deployment that is healthy, if there is one."""
        service = self.service
        for deployment in service.deployments:
            runs = deployment["rolloutState"] == "COMPLETED"
            deployment["desiredCount"] = service.desired_count
            deployment["runningCount"] = service.desired_count if runs else 0
            deployment["pendingCount"] = 0
            deployment["failedTasks"] = 0 if runs else FAILURES_TOLERATED
        service.running_count = sum(d["runningCount"] for d in service.deployments)
        service.pending_count = 0

    def deployment(self, state, reason):
        """A new primary deployment of the present revision."""
        service, now, id_ = self.service, utcnow(), f"ecs-svc/{uuid4().int % 10**19}"
        if state == "FAILED":
            self.event(f"deployment {id_} {reason}")
        return {
            "id": id_,
            "status": "PRIMARY",
            "taskDefinition": service.task_definition,
            "createdAt": now,
            "updatedAt": now,
            "capacityProviderStrategy": getattr(service, "capacity_provider_strategy", None),
            "launchType": service.launch_type,
            "platformVersion": service.platform_version,
            "platformFamily": None if service.launch_type == "EC2" else "Linux",
            "networkConfiguration": service.network_configuration or None,
            "rolloutState": state,
            "rolloutStateReason": f"ECS deployment {id_} {reason}",
            "serviceConnectConfiguration": getattr(service, "service_connect_configuration", None),
            "volumeConfigurations": getattr(service, "volume_configurations", None),
            "vpcLatticeConfigurations": getattr(service, "vpc_lattice_configurations", None),
        }

    def record(self, deployment, status):
        """Remember a deployment as a service deployment and return the record."""
        service, finished = self.service, status != "IN_PROGRESS"
        prefix, _, path = service.arn.partition(":service/")
        breaker = service.deployment_configuration["deploymentCircuitBreaker"]
        failed = deployment["rolloutState"] == "FAILED"
        revision = f"{prefix}:service-revision/{path}/{uuid4().int % 10**19}"
        record = {
            "serviceDeploymentArn": f"{prefix}:service-deployment/{path}/{uuid4().hex[:21]}",
            "serviceArn": service.arn,
            "clusterArn": service.cluster_arn,
            "createdAt": deployment["createdAt"],
            "startedAt": deployment["createdAt"],
            "finishedAt": utcnow() if finished else None,
            "targetServiceRevision": {"arn": revision},
            "targetServiceRevisionArn": revision,
            "status": status,
            "statusReason": deployment["rolloutStateReason"] if failed else None,
            "deploymentConfiguration": service.deployment_configuration,
            "deploymentCircuitBreaker": {
                "status": "TRIGGERED" if failed else "MONITORING_COMPLETE" if breaker.get("enable") else "DISABLED",
                "failureCount": FAILURES_TOLERATED if failed else 0,
                "threshold": FAILURES_TOLERATED,
            },
        }
        self.history.append(record)
        return record

    def event(self, text):
        """Add a service event, newest first."""
        message = f"(service {self.service.name}) {text}"
        self.service.events.insert(0, {"id": str(uuid4()), "createdAt": utcnow(), "message": message})


def recount(backend, service):
    """Count the cluster's tasks again: those of its services and those started alone."""
    cluster = backend._get_cluster(service.cluster_name)
    services = [s for s in backend.services.values() if s.cluster_name == cluster.name and s.status == "ACTIVE"]
    alone = [t for t in backend.tasks.get(cluster.name, {}).values() if t.last_status == "RUNNING"]
    cluster.running_tasks_count = sum(s.running_count for s in services) + len(alone)
    cluster.pending_tasks_count = sum(s.pending_count for s in services)
