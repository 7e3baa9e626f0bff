"""Resources of EC2 are found by their tags.

AWS: Resource Groups Tagging API Reference, "Supported services": among others Elastic IP addresses, launch templates,
security group rules, VPC endpoints and VPC flow logs; their ARNs are in the Service Authorization Reference, "Resource
types defined by Amazon EC2".
moto: knows neither of the first four, and calls a flow log `flow-logs/fl-...`.
Here: everything of EC2 that has tags and whose kind can be told by its id is found, under its documented ARN.
"""

from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from patching import replace

KINDS = {
    "eipalloc": "elastic-ip",
    "fl": "vpc-flow-log",
    "lt": "launch-template",
    "sgr": "security-group-rule",
    "vpce": "vpc-endpoint",
}


@replace(ResourceGroupsTaggingAPIBackend, "_get_resources_generator")
def _get_resources_generator(original, self, tag_filters=None, resource_type_filters=None):
    """Everything that moto finds but flow logs under another name, and then the kinds that it does not know."""
    for resource in original(self, tag_filters, resource_type_filters):
        if ":flow-logs/" not in resource["ResourceARN"]:
            yield resource
    if resource_type_filters and not any(one.split(":")[0] == "ec2" for one in resource_type_filters):
        return
    for id_, tags in list(self.ec2_backend.tags.items()):
        kind = KINDS.get(id_.rpartition("-")[0])
        if kind is None or not wanted(kind, resource_type_filters) or not fits(tags, tag_filters):
            continue
        arn = f"arn:{self.partition}:ec2:{self.region_name}:{self.account_id}:{kind}/{id_}"
        yield {"ResourceARN": arn, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def wanted(kind, filters):
    """Whether the filters ask for a kind: all of EC2, or it by name."""
    return not filters or "ec2" in filters or f"ec2:{kind}" in filters


def fits(tags, filters):
    """Whether tags fit every filter: the key is there and, if values are given, has one of them."""
    return bool(tags) and all(
        one["Key"] in tags and (not one.get("Values") or tags[one["Key"]] in one["Values"]) for one in filters or []
    )
