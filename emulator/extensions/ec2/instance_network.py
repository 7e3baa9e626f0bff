"""An instance has the security groups and the public address that its network interface was asked to have.

AWS: EC2 API Reference, RunInstances (NetworkInterface.N: Groups, AssociatePublicIpAddress) and DescribeInstances
(groupSet; networkInterface.association only with a public address).
moto: forgets the groups of the interface, and answers an empty association where there is no address.
Here: the groups of the primary interface are the instance's; without an address there is no association.
"""

from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from patching import replace, replace_property


@replace_property(NetworkInterface, "association")
def association(_self, known):
    """Leave out what is not there."""
    return known or None


@replace(Instance, "prep_nics")
def prep_nics(original, self, *args, **kwargs):
    """Take the groups of the primary interface when the call names none beside it."""
    original(self, *args, **kwargs)
    if not self.security_groups and 0 in self.nics:
        self.security_groups = list(self.nics[0].group_set)
