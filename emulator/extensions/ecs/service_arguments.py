"""An ECS service answers with what it was created and updated with.

AWS: ECS API Reference, CreateService, UpdateService and the type Service.
moto: keeps the task definition, counts, load balancers and network; forgets the capacity provider strategy,
deployment configuration, grace period, execute-command, AZ rebalancing, managed tags and placement, and
answers launchType EC2 for a service that has a capacity provider strategy instead of a launch type.
Here: all of them are kept. Service Connect, volumes and VPC Lattice belong to deployments; see
service_deployments.
"""

from botocore import xform_name
from moto.core.responses import ActionResult
from moto.ecs.responses import EC2ContainerServiceResponse
from patching import replace

KEPT = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "networkConfiguration",
    "placementConstraints",
    "placementStrategy",
    "platformVersion",
    "propagateTags",
    "serviceConnectConfiguration",
    "serviceRegistries",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
)
# CreateService, "deploymentConfiguration": the values of a replica service.
DEPLOYMENT_DEFAULTS = {
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": False, "rollback": False},
}


@replace(EC2ContainerServiceResponse, "create_service")
def create_service(original, self):
    """Keep the arguments that moto drops."""
    result = original(self)
    service = result.result["service"]
    service.deployment_configuration = {}
    keep(service, self.params)
    if self.params.get("capacityProviderStrategy"):
        service.launch_type = None
    return ActionResult({"service": service})


@replace(EC2ContainerServiceResponse, "update_service")
def update_service(original, self):
    """Keep the arguments that moto drops; the deployment configuration changes field by field."""
    params = dict(self.params)
    before = self.ecs_backend._get_service(params.get("cluster", "default"), params["service"].split("/")[-1])
    configuration = before.deployment_configuration
    service = original(self).result["service"]
    service.deployment_configuration = configuration
    keep(service, params)
    if params.get("capacityProviderStrategy"):
        service.launch_type = None
    return ActionResult({"service": service})


def keep(service, params):
    """Set what was given on the service, under the names that moto's serializer looks for."""
    for name in KEPT:
        if params.get(name) is not None and name != "deploymentConfiguration":
            setattr(service, xform_name(name), params[name])
    given = params.get("deploymentConfiguration") or {}
    service.deployment_configuration = {**DEPLOYMENT_DEFAULTS, **service.deployment_configuration, **given}
