"""A security group rule keeps its description whatever is on its other side.

AWS: EC2 API Reference, type SecurityGroupRule, Description: "The security group rule description".
moto: knows the description of a rule with an address range only, not with another group.
Here: the description that came with the group is the rule's.
"""

from moto.ec2.models.security_groups import SecurityGroupRule
from patching import replace_property


@replace_property(SecurityGroupRule, "description")
def description(self, value):
    """Fall back to the description that came with the referenced group."""
    return value or self.source_group.get("Description")
