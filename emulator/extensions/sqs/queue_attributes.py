"""Queue attributes come back as SQS has them.

AWS: SQS API Reference, SetQueueAttributes (RedrivePolicy, RedriveAllowPolicy, Policy) and GetQueueAttributes.
moto: writes the redrive policy with blanks, never answers the redrive allow policy, and drops the queue's
policy whenever any other attribute is set.
Here: the redrive policy is compact, as Terraform's jsonencode writes it; the allow policy comes back; the
policy stays until it is set again.
"""

import json

from moto.sqs.models import Queue
from patching import add, replace, replace_property, require

add(Queue, "redrive_allow_policy")(None)
require(Queue, "BASE_ATTRIBUTES").append("RedriveAllowPolicy")


@replace(Queue, "_set_attributes")
def _set_attributes(original, self, attributes, now=None):
    """Keep the policy when the call does not speak of it."""
    original(self, {"Policy": getattr(self, "policy", None), **attributes}, now)


@replace_property(Queue, "attributes")
def attributes(_queue, result):
    """Write the redrive policy compactly, and no allow policy when it was taken away."""
    if not result["RedriveAllowPolicy"]:
        del result["RedriveAllowPolicy"]
    if result.get("RedrivePolicy"):
        result["RedrivePolicy"] = json.dumps(json.loads(result["RedrivePolicy"]), separators=(",", ":"))
    return result
