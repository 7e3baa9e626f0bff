"""Listeners, repositories, rules of EventBridge and groups of RDS are found by their tags.

AWS: Resource Groups Tagging API Reference, "Supported services": listeners and listener rules of load balancers, ECR
repositories, EventBridge rules, and parameter and subnet groups of RDS among them.
moto: knows none of these.
Here: those that are there and have tags are found.
"""

from moto.ecr.models import ecr_backends
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from patching import replace


@replace(ResourceGroupsTaggingAPIBackend, "_get_resources_generator")
def _get_resources_generator(original, self, tag_filters=None, resource_type_filters=None):
    """Everything that moto finds, and then the kinds that it does not know."""
    yield from original(self, tag_filters, resource_type_filters)
    for type_, arn, tags in more(self):
        service = type_.split(":")[0]
        if resource_type_filters and type_ not in resource_type_filters and service not in resource_type_filters:
            continue
        if tags and fits(tags, tag_filters):
            yield {"ResourceARN": arn, "Tags": tags}


def more(backend):
    """Type, ARN and tags of what moto leaves out."""
    elbv2 = backend.elbv2_backend
    for balancer in elbv2.load_balancers.values():
        for listener in balancer.listeners.values():
            yield "elasticloadbalancing:listener", listener.arn, pairs(elbv2.tagging_service, listener.arn)
            for rule in listener.rules.values():
                yield "elasticloadbalancing:listener-rule", rule.arn, pairs(elbv2.tagging_service, rule.arn)
    ecr = ecr_backends[backend.account_id][backend.region_name]
    for repository in ecr.repositories.values():
        tags = ecr.tagger.list_tags_for_resource(repository.arn)["tags"]
        yield "ecr:repository", repository.arn, tags
    events = backend.events_backend
    for bus in events.event_buses.values():
        for rule in bus.rules.values():
            yield "events:rule", rule.arn, pairs(events.tagger, rule.arn)
    rds = backend.rds_backend
    groups = {"pg": rds.db_parameter_groups, "cluster-pg": rds.db_cluster_parameter_groups, "subgrp": rds.subnet_groups}
    for type_, kept in groups.items():
        for group in kept.values():
            yield f"rds:{type_}", group.arn, group.get_tags()


def pairs(tagger, arn):
    """The tags of a resource as a list of Key and Value."""
    return tagger.list_tags_for_resource(arn)["Tags"]


def fits(tags, filters):
    """Whether tags fit every filter: the key is there and, if values are given, has one of them."""
    values = {tag["Key"]: tag["Value"] for tag in tags}
    return all(one["Key"] in values and (not one.get("Values") or values[one["Key"]] in one["Values"]) for one in filters or [])
