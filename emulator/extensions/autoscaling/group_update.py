"""An update of an auto scaling group leaves alone what it does not name.

AWS: Auto Scaling API Reference, UpdateAutoScalingGroup: "To update an Auto Scaling group, specify the name of the group
and the property that you want to change."
moto: forgets the mixed instances policy when an update does not repeat it.
Here: it stays, unless another launch template or configuration takes its place.
"""

from copy import deepcopy

from moto.autoscaling.models import FakeAutoScalingGroup
from patching import replace


@replace(FakeAutoScalingGroup, "update")
def update(original, self, **settings):
    """Repeat the policy for moto."""
    others = ("launch_config_name", "launch_template", "mixed_instances_policy")
    if not any(settings.get(name) for name in others):
        policy = deepcopy(self.mixed_instances_policy)
        if policy:
            # moto has added the template's name to its id, and takes only one of them.
            specification = policy["LaunchTemplate"]["LaunchTemplateSpecification"]
            if "LaunchTemplateId" in specification:
                specification.pop("LaunchTemplateName", None)
        settings["mixed_instances_policy"] = policy
    return original(self, **settings)
