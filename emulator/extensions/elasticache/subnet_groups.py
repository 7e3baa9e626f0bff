"""Cache subnet groups can be changed and deleted.

AWS: ElastiCache API Reference, ModifyCacheSubnetGroup, DeleteCacheSubnetGroup (CacheSubnetGroupInUse while a
cluster uses it).
moto: creates and describes only.
Here: both.
"""

from extensions.elasticache._names import fault
from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.models import CacheSubnetGroup
from moto.elasticache.responses import ElastiCacheResponse
from patching import add


@add(ElastiCacheResponse, "modify_cache_subnet_group")
def modify_cache_subnet_group(self):
    """ModifyCacheSubnetGroup: description and subnets."""
    backend, name = self.elasticache_backend, self.params["CacheSubnetGroupName"]
    before = backend.describe_cache_subnet_groups(name)[0]
    backend.cache_subnet_groups[name] = CacheSubnetGroup(
        account_id=backend.account_id,
        region_name=backend.region_name,
        cache_subnet_group_name=name,
        cache_subnet_group_description=self.params.get(
            "CacheSubnetGroupDescription", before.cache_subnet_group_description
        ),
        subnet_ids=self.params.get("SubnetIds") or before.subnet_ids,
        tags=before.tags,
    )
    return ActionResult({"CacheSubnetGroup": backend.cache_subnet_groups[name]})


@add(ElastiCacheResponse, "delete_cache_subnet_group")
def delete_cache_subnet_group(self):
    """DeleteCacheSubnetGroup."""
    backend, name = self.elasticache_backend, self.params["CacheSubnetGroupName"]
    backend.describe_cache_subnet_groups(name)
    users = [c.cache_cluster_id for c in backend.cache_clusters.values() if c.cache_subnet_group_name == name]
    if users:
        fault("CacheSubnetGroupInUse", f"Cache subnet group {name} is in use by {', '.join(users)}.")
    del backend.cache_subnet_groups[name]
    return EmptyResult()
