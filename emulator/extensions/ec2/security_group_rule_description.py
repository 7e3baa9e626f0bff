"""A security group rule keeps its description whatever is on its other side.

AWS: EC2 API Reference, type SecurityGroupRule, Description: "The security group rule description".
moto: knows the description of a rule with an address range only, not with another group or a prefix list.
Here: the description that came with the group or the list is the rule's.
"""

from moto.ec2.models.security_groups import SecurityGroupRule
from patching import replace, replace_property


@replace(SecurityGroupRule, "__init__")
def init(original, self, *args, **kwargs):
    """Keep what came with a prefix list, of which moto keeps the id."""
    names = ("ec2_backend", "ip_protocol", "group_id", "from_port", "to_port", "ip_range", "source_group", "prefix_list_id")
    self.prefix_list = {**dict(zip(names, args)), **kwargs}.get("prefix_list_id") or {}
    original(self, *args, **kwargs)


@replace_property(SecurityGroupRule, "description")
def description(self, value):
    """Fall back to the description that came with the referenced group or prefix list."""
    return value or self.source_group.get("Description") or self.prefix_list.get("Description")
