"""ECS deployments complete at once, or fail and roll back as the circuit breaker says.

AWS: ECS Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures"; API Reference,
types Deployment and ServiceDeployment, ListServiceDeployments, DescribeServiceDeployments.
moto: runs 0 tasks of every service (or one number for all, by MOTO_ECS_SERVICE_RUNNING), keeps the first
deployment for ever, and never fails one.
Here: a service runs its desired count and has one completed deployment, so a client that awaits steady state
ends at once. A deployment with an image that POST /_drydock/failing-images named never becomes healthy:
without a circuit breaker it stays in progress, with one it fails, and with rollback the last completed
revision is the primary deployment again. A first deployment has nothing to roll back to and stays failed.
"""

from control import image_fails
from extensions.ecs._rollout import Rollout, recount
from moto.core.responses import ActionResult
from moto.ecs.responses import EC2ContainerServiceResponse
from patching import add, replace

# UpdateService: "a new service deployment is triggered" by these; the other arguments only change the service.
TRIGGERS = (
    "taskDefinition",
    "networkConfiguration",
    "capacityProviderStrategy",
    "platformVersion",
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
    "forceNewDeployment",
)


@replace(EC2ContainerServiceResponse, "create_service")
def create_service(original, self):
    """Deploy the new service."""
    service = original(self).result["service"]
    service.rollout = Rollout(service)
    return deploy(self.ecs_backend, service)


@replace(EC2ContainerServiceResponse, "update_service")
def update_service(original, self):
    """Deploy again when the change calls for it, else only scale."""
    triggered = any(self.params.get(name) for name in TRIGGERS)
    service = original(self).result["service"]
    if triggered:
        return deploy(self.ecs_backend, service)
    service.rollout.scale()
    recount(self.ecs_backend, service)
    return ActionResult({"service": service})


def deploy(backend, service):
    """Start a deployment of the service as it is now, and bring it to its end."""
    definition = backend.describe_task_definition(service.task_definition) if service.task_definition else None
    service.task_definition = definition.arn if definition else None
    images = [container["image"] for container in definition.container_definitions] if definition else []
    service.rollout.start(healthy=not any(image_fails(image) for image in images))
    recount(backend, service)
    return ActionResult({"service": service})


@add(EC2ContainerServiceResponse, "list_service_deployments")
def list_service_deployments(self):
    """ListServiceDeployments: newest first, of one service, with the given states."""
    service = self.ecs_backend._get_service(self.params.get("cluster", "default"), self.params["service"])
    states = self.params.get("status") or []
    found = [d for d in reversed(service.rollout.history) if not states or d["status"] in states]
    return ActionResult({"serviceDeployments": found})


@add(EC2ContainerServiceResponse, "describe_service_deployments")
def describe_service_deployments(self):
    """DescribeServiceDeployments: by ARN, with a failure for each that is not there."""
    services = [service for service in self.ecs_backend.services.values() if hasattr(service, "rollout")]
    known = {d["serviceDeploymentArn"]: d for service in services for d in service.rollout.history}
    arns = self.params["serviceDeploymentArns"]
    failures = [{"arn": arn, "reason": "MISSING"} for arn in arns if arn not in known]
    return ActionResult({"serviceDeployments": [known[arn] for arn in arns if arn in known], "failures": failures})
