"""Cache clusters answer with what they have, can be changed, and are gone when deleted.

AWS: ElastiCache API Reference, type CacheCluster (SecurityGroups, CacheParameterGroup, CacheNodes,
NotificationConfiguration, ConfigurationEndpoint for memcached), ModifyCacheCluster, DeleteCacheCluster.
moto: keeps most arguments and answers few, cannot change a cluster, and answers a deleted one for ever as
"deleting".
Here: all of it; engine versions are answered in full, as ElastiCache does.
"""

from botocore import xform_name
from extensions.elasticache._names import default_parameter_group, full_version
from moto.core.responses import ActionResult
from moto.elasticache.models import CacheCluster, ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse
from patching import add, replace

PORTS = {"redis": 6379, "valkey": 6379, "memcached": 11211}


@replace(CacheCluster, "__init__")
def __init__(original, self, **kwargs):
    """Set what moto leaves to chance."""
    kwargs["engine"] = kwargs.get("engine") or "redis"
    original(self, **{**kwargs, "port": kwargs.get("port") or PORTS[kwargs["engine"]]})
    self.num_cache_nodes = kwargs.get("num_cache_nodes") or 1
    self.replication_group_id = kwargs.get("replication_group_id")
    self.snapshot_window = kwargs.get("snapshot_window") or "05:00-06:00"
    self.preferred_maintenance_window = kwargs.get("preferred_maintenance_window") or "sun:02:00-sun:03:00"
    first, second = f"{kwargs['region_name']}a", f"{kwargs['region_name']}b"
    crosses = self.az_mode == "cross-az"
    self.preferred_availability_zone = "Multiple" if crosses else self.preferred_availability_zone or first
    if crosses and not self.preferred_availability_zones:
        self.preferred_availability_zones = [first, second]
    self.transit_encryption_enabled = bool(kwargs.get("transit_encryption_enabled"))
    self.auto_minor_version_upgrade = kwargs.get("auto_minor_version_upgrade") is not False
    self.engine_version = full_version(self.engine, kwargs.get("engine_version"))
    self.region_name, self.sharded = kwargs["region_name"], False
    self.log_delivery_configurations = delivering(self.log_delivery_configurations)


def delivering(requests):
    """Log delivery as it is answered: the enabled ones, active."""
    kept = [r for r in requests or [] if r.get("Enabled", True)]
    names = ("LogType", "DestinationType", "DestinationDetails", "LogFormat")
    return [{**{name: request.get(name) for name in names}, "Status": "active"} for request in kept]


def changed_delivery(current, requests):
    """Log delivery after a change: each log type that the call names is replaced or switched off."""
    named = {request["LogType"] for request in requests}
    return [d for d in current if d["LogType"] not in named] + delivering(requests)


def answered(name):
    """Decorate a function that becomes a property which moto's serializer finds."""
    return lambda function: add(CacheCluster, name)(property(function))


@answered("security_groups")
def security_groups(self):
    """The security groups, active."""
    return [{"SecurityGroupId": id_, "Status": "active"} for id_ in self.security_group_ids]


@answered("cache_parameter_group")
def cache_parameter_group(self):
    """The group asked for, or the engine's default."""
    name = self.cache_parameter_group_name or default_parameter_group(self.engine, self.engine_version, self.sharded)
    return {"CacheParameterGroupName": name, "ParameterApplyStatus": "in-sync"}


@answered("notification_configuration")
def notification_configuration(self):
    """The topic, when there is one."""
    return {"TopicArn": self.notification_topic_arn, "TopicStatus": "active"} if self.notification_topic_arn else None


@answered("cache_nodes")
def cache_nodes(self):
    """The nodes: 0001 and so on, spread over the zones that were asked for."""
    zones = self.preferred_availability_zones or [self.preferred_availability_zone]
    return [node(self, number, zones[number % len(zones)]) for number in range(self.num_cache_nodes)]


def node(cluster, number, zone):
    """One cache node."""
    id_ = f"{number + 1:04}"
    address = f"{cluster.cache_cluster_id}.{cluster.region_name}.{id_}.cache.amazonaws.com"
    return {
        "CacheNodeId": id_,
        "CacheNodeStatus": "available",
        "CacheNodeCreateTime": cluster.cache_cluster_create_time,
        "CustomerAvailabilityZone": zone,
        "Endpoint": {"Address": address, "Port": cluster.port},
        "ParameterGroupStatus": "in-sync",
    }


@answered("configuration_endpoint")
def configuration_endpoint(self):
    """memcached has one."""
    address = f"{self.cache_cluster_id}.{self.region_name}.cfg.cache.amazonaws.com"
    return {"Address": address, "Port": self.port} if self.engine == "memcached" else None


CHANGEABLE = (
    "AZMode",
    "AutoMinorVersionUpgrade",
    "CacheNodeType",
    "CacheParameterGroupName",
    "IpDiscovery",
    "NotificationTopicArn",
    "NumCacheNodes",
    "PreferredMaintenanceWindow",
    "SecurityGroupIds",
    "SnapshotRetentionLimit",
    "SnapshotWindow",
)


def change(cluster, params):
    """Set what a call gives on a cluster."""
    for name in CHANGEABLE:
        if params.get(name) is not None:
            setattr(cluster, xform_name(name), params[name])
    cluster.engine = params.get("Engine") or cluster.engine
    if params.get("EngineVersion"):
        cluster.engine_version = full_version(cluster.engine, params["EngineVersion"])
    delivery = params.get("LogDeliveryConfigurations") or []
    cluster.log_delivery_configurations = changed_delivery(cluster.log_delivery_configurations, delivery)


@add(ElastiCacheResponse, "modify_cache_cluster")
def modify_cache_cluster(self):
    """ModifyCacheCluster, applied at once."""
    cluster = self.elasticache_backend.describe_cache_clusters(self.params["CacheClusterId"])[0]
    change(cluster, self.params)
    return ActionResult({"CacheCluster": cluster})


@replace(ElastiCacheBackend, "delete_cache_cluster")
def delete_cache_cluster(original, self, cache_cluster_id):
    """Answer it as deleting, once."""
    cluster = original(self, cache_cluster_id)
    del self.cache_clusters[cache_cluster_id]
    return cluster
