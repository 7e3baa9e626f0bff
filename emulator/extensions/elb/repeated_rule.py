"""A rule that is asked for a second time in the same words is answered with the one that is there.

AWS: Elastic Load Balancing API Reference (2015-12-01), CreateRule: PriorityInUse.
moto: the same; but on a busy machine a client may lose the first answer of this server and ask again, which AWS's
own servers make very rare.
Here: the same conditions at the same priority of the same listener are a repeated call; others are refused.
"""

from moto.elbv2.models import ELBv2Backend
from patching import replace


@replace(ELBv2Backend, "create_rule")
def create_rule(original, self, listener_arn, conditions, priority, actions, *args, **kwargs):
    """Answer a repeated call as the first one."""
    listener = next((one for one in self.describe_listeners(None, [listener_arn])), None)
    for rule in listener.rules.values() if listener else []:
        if rule.priority == priority and rule.conditions == conditions:
            return rule
    return original(self, listener_arn, conditions, priority, actions, *args, **kwargs)
