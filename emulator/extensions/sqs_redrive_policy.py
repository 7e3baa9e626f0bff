"""A queue's redrive policy is written without white space.

AWS: SQS API Reference, GetQueueAttributes, RedrivePolicy: JSON in the compact form, as SQS answers it.
moto: answers its own serialization, with a blank after each comma and colon.
Here: compact, the form that Terraform's jsonencode writes too.
"""

import json

from moto.sqs.models import Queue
from patching import replace_property


@replace_property(Queue, "attributes")
def attributes(_queue, result):
    """Write the policy compactly, where there is one."""
    if result.get("RedrivePolicy"):
        result["RedrivePolicy"] = json.dumps(json.loads(result["RedrivePolicy"]), separators=(",", ":"))
    return result
