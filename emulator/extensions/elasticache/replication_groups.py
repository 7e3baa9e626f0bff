"""Replication groups have member clusters, can be changed, and are gone when deleted.

AWS: ElastiCache API Reference, type ReplicationGroup, ModifyReplicationGroup, IncreaseReplicaCount,
DecreaseReplicaCount, DeleteReplicationGroup (FinalSnapshotIdentifier).
moto: names member clusters that DescribeCacheClusters does not have, makes one node whatever
NumCacheClusters says, puts every node in us-east-1, cannot change a group, and answers a deleted one for ever.
Here: the members exist with the group's settings, in the zones of its subnets; changes reach them.
"""

from botocore import xform_name
from extensions.elasticache._names import arn_of
from extensions.elasticache.cache_clusters import change, changed_delivery, delivering
from moto.core.responses import ActionResult
from moto.elasticache.models import CacheCluster, ElastiCacheBackend, ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse
from patching import add, replace

# What a group hands to each member cluster.
SHARED = (
    "cache_node_type",
    "engine",
    "engine_version",
    "cache_parameter_group_name",
    "cache_subnet_group_name",
    "cache_security_group_names",
    "security_group_ids",
    "snapshot_arns",
    "snapshot_name",
    "preferred_maintenance_window",
    "notification_topic_arn",
    "auto_minor_version_upgrade",
    "snapshot_window",
    "auth_token",
    "transit_encryption_enabled",
    "network_type",
    "ip_discovery",
    "log_delivery_configurations",
)
ABSENT = (
    "az_mode",
    "preferred_availability_zones",
    "num_cache_nodes",
    "outpost_mode",
    "preferred_outpost_arn",
    "preferred_outpost_arns",
    "tags",
    "cache_node_ids_to_remove",
    "cache_node_ids_to_reboot",
)


@replace(ElastiCacheResponse, "create_replication_group")
def create_replication_group(original, self):
    """A group of more than one shard is in cluster mode, whether or not the call says so."""
    if (self.params.get("NumNodeGroups") or 1) > 1:
        self.params.setdefault("ClusterMode", "enabled")
    return original(self)


@replace(ElastiCacheBackend, "create_replication_group")
def create_group(original, self, **kwargs):
    """Create the group with as many nodes as were asked for, and the nodes."""
    sharded = kwargs.get("cluster_mode") == "enabled"
    if not sharded and kwargs.get("num_cache_clusters"):
        kwargs["replicas_per_node_group"] = kwargs["num_cache_clusters"] - 1
    group = original(self, **kwargs)
    group.arn = arn_of(self, "replicationgroup", group.replication_group_id)
    group.requested = kwargs
    group.snapshot_window = kwargs.get("snapshot_window") or "05:00-06:00"
    group.auto_minor_version_upgrade = kwargs.get("auto_minor_version_upgrade") is not False
    group.log_delivery_configurations = delivering(kwargs.get("log_delivery_configurations"))
    if group.transit_encryption_enabled and not group.transit_encryption_mode:
        group.transit_encryption_mode = "required"
    join_members(self, group)
    return group


def members_of(group):
    """The members of all shards."""
    return [member for shard in group.node_groups for member in shard["node_group_members"]]


def join_members(backend, group):
    """Create the member clusters that do not exist yet, and remove those that are no longer members."""
    zones = group.requested.get("preferred_cache_cluster_azs") or zones_of(backend, group)
    for number, member in enumerate(members_of(group)):
        member["preferred_availability_zone"] = zones[number % len(zones)]
        backend.cache_clusters.setdefault(member["cache_cluster_id"], new_member(backend, group, member))
    group.member_clusters = [member["cache_cluster_id"] for member in members_of(group)]
    for id_, cluster in list(backend.cache_clusters.items()):
        if cluster.replication_group_id == group.replication_group_id and id_ not in group.member_clusters:
            del backend.cache_clusters[id_]


def zones_of(backend, group):
    """The zones of the group's subnets."""
    subnets = backend.cache_subnet_groups.get(group.cache_subnet_group_name)
    zones = {subnet["subnet_availability_zone"] for subnet in subnets.subnets} if subnets else set()
    return sorted(zones) or [f"{backend.region_name}a", f"{backend.region_name}b"]


def new_member(backend, group, member):
    """A cluster with the group's settings."""
    snapshots = group.snapshotting_cluster_id == member["cache_cluster_id"]
    cluster = CacheCluster(
        account_id=backend.account_id,
        region_name=backend.region_name,
        cache_cluster_id=member["cache_cluster_id"],
        replication_group_id=group.replication_group_id,
        preferred_availability_zone=member["preferred_availability_zone"],
        port=group.port,
        snapshot_retention_limit=group.snapshot_retention_limit if snapshots else 0,
        **{name: group.requested.get(name) for name in SHARED},
        **dict.fromkeys(ABSENT),
    )
    cluster.at_rest_encryption_enabled = group.at_rest_encryption_enabled
    cluster.transit_encryption_mode = group.transit_encryption_mode
    cluster.sharded = group.cluster_enabled
    return cluster


CHANGEABLE = (
    "CacheNodeType",
    "ClusterMode",
    "Engine",
    "IpDiscovery",
    "SnapshotRetentionLimit",
    "SnapshotWindow",
    "SnapshottingClusterId",
    "TransitEncryptionEnabled",
    "TransitEncryptionMode",
    "AutoMinorVersionUpgrade",
)
SWITCHES = {"AutomaticFailoverEnabled": "automatic_failover", "MultiAZEnabled": "multi_az"}


@add(ElastiCacheResponse, "modify_replication_group")
def modify_replication_group(self):
    """ModifyReplicationGroup, applied at once, to the members too."""
    params, backend = self.params, self.elasticache_backend
    group = backend.describe_replication_groups(params["ReplicationGroupId"])[0]
    for name in CHANGEABLE:
        if params.get(name) is not None:
            setattr(group, xform_name(name), params[name])
    for name, attribute in SWITCHES.items():
        if params.get(name) is not None:
            setattr(group, attribute, "enabled" if params[name] else "disabled")
    group.description = params.get("ReplicationGroupDescription") or group.description
    change_access(group, params)
    delivery = params.get("LogDeliveryConfigurations") or []
    group.log_delivery_configurations = changed_delivery(group.log_delivery_configurations, delivery)
    for id_ in group.member_clusters:
        change(backend.cache_clusters[id_], {**params, "SnapshotRetentionLimit": None})
    return ActionResult({"ReplicationGroup": group})


def change_access(group, params):
    """User groups and the token."""
    removed = group.user_group_ids if params.get("RemoveUserGroups") else params.get("UserGroupIdsToRemove") or []
    added = params.get("UserGroupIdsToAdd") or []
    group.user_group_ids = [id_ for id_ in group.user_group_ids if id_ not in removed] + added
    if params.get("AuthTokenUpdateStrategy") == "DELETE":
        group.auth_token_enabled = False
    elif params.get("AuthToken"):
        group.auth_token_enabled = True


def set_replicas(response):
    """Give every shard the new number of replicas."""
    backend, count = response.elasticache_backend, response.params["NewReplicaCount"]
    group = backend.describe_replication_groups(response.params["ReplicationGroupId"])[0]
    wanted = ReplicationGroup(
        account_id=backend.account_id,
        region_name=backend.region_name,
        **{**group.requested, "replicas_per_node_group": count, "num_cache_clusters": count + 1},
    )
    group.node_groups = wanted.node_groups
    join_members(backend, group)
    return ActionResult({"ReplicationGroup": group})


@add(ElastiCacheResponse, "increase_replica_count")
def increase_replica_count(self):
    """IncreaseReplicaCount, for all shards alike."""
    return set_replicas(self)


@add(ElastiCacheResponse, "decrease_replica_count")
def decrease_replica_count(self):
    """DecreaseReplicaCount, for all shards alike."""
    return set_replicas(self)


@replace(ElastiCacheResponse, "delete_replication_group")
def delete_replication_group(original, self):
    """Take the final snapshot that was asked for; then the group and its members are gone."""
    backend, id_ = self.elasticache_backend, self.params["ReplicationGroupId"]
    members = list(backend.describe_replication_groups(id_)[0].member_clusters)
    if self.params.get("FinalSnapshotIdentifier"):
        backend.create_snapshot(self.params["FinalSnapshotIdentifier"], id_, None, None, None)
    answer = original(self)
    del backend.replication_groups[id_]
    for member in members:
        backend.cache_clusters.pop(member, None)
    return answer
