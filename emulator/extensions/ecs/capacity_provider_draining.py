"""Managed draining of a capacity provider.

AWS: ECS API Reference, AutoScalingGroupProvider and AutoScalingGroupProviderUpdate, "managedDraining": on by default.
moto: answers it only where it was given, and does not change it.
Here: it is on by default, and changed.
"""

from moto.ecs.models import CapacityProvider
from patching import replace


@replace(CapacityProvider, "_prepare_asg_provider")
def prepare(original, self, details):
    """Add the default."""
    return {"managedDraining": "ENABLED", **original(self, details)}


@replace(CapacityProvider, "update")
def update(original, self, details):
    """Change what moto passes over."""
    if "managedDraining" in details:
        self.auto_scaling_group_provider["managedDraining"] = details["managedDraining"]
    return original(self, details)
