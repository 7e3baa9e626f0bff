"""A load balancer with deletion protection is not deleted.

AWS: Elastic Load Balancing API Reference (2015-12-01), DeleteLoadBalancer: OperationNotPermitted, "You can't
delete a load balancer if deletion protection is enabled".
moto: deletes it.
Here: refused until the attribute deletion_protection.enabled is false.
"""

from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend
from patching import replace


@replace(ELBv2Backend, "delete_load_balancer")
def delete_load_balancer(original, self, arn):
    """Refuse while the attribute is true; deleting one that is gone is no error."""
    balancer = self.load_balancers.get(arn)
    if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise ELBClientError(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    return original(self, arn)
