"""Cache parameter groups.

AWS: ElastiCache API Reference, CreateCacheParameterGroup, DescribeCacheParameterGroups,
ModifyCacheParameterGroup, ResetCacheParameterGroup, DeleteCacheParameterGroup, DescribeCacheParameters.
moto: has none of them.
Here: groups hold the values that were set; the engine's own defaults are not listed.
"""

from extensions.elasticache._names import arn_of, fault
from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.responses import ElastiCacheResponse
from patching import add


def groups_of(response):
    """The parameter groups of the account and region, by name."""
    backend = response.elasticache_backend
    if not hasattr(backend, "parameter_groups"):
        backend.parameter_groups = {}
    return backend.parameter_groups


def group_of(response):
    """The group that the call names."""
    name = response.params["CacheParameterGroupName"]
    groups = groups_of(response)
    return groups.get(name) or fault("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")


@add(ElastiCacheResponse, "create_cache_parameter_group")
def create_cache_parameter_group(self):
    """CreateCacheParameterGroup."""
    name, groups = self.params["CacheParameterGroupName"], groups_of(self)
    if name in groups:
        fault("CacheParameterGroupAlreadyExists", f"CacheParameterGroup {name} already exists.")
    arn = arn_of(self.elasticache_backend, "parametergroup", name)
    groups[name] = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": self.params["CacheParameterGroupFamily"],
        "Description": self.params["Description"],
        "IsGlobal": False,
        "ARN": arn,
        "values": {},
    }
    self.elasticache_backend.tagging_service.tag_resource(arn, self.params.get("Tags") or [])
    return ActionResult({"CacheParameterGroup": groups[name]})


@add(ElastiCacheResponse, "describe_cache_parameter_groups")
def describe_cache_parameter_groups(self):
    """DescribeCacheParameterGroups: one by name, or all."""
    found = [group_of(self)] if self.params.get("CacheParameterGroupName") else list(groups_of(self).values())
    return ActionResult({"CacheParameterGroups": found})


@add(ElastiCacheResponse, "describe_cache_parameters")
def describe_cache_parameters(self):
    """DescribeCacheParameters: the values that a user set."""
    of_user = self.params.get("Source") in (None, "user")
    values = group_of(self)["values"].items() if of_user else []
    found = [{"ParameterName": n, "ParameterValue": v, "Source": "user", "IsModifiable": True} for n, v in values]
    return ActionResult({"Parameters": found})


@add(ElastiCacheResponse, "modify_cache_parameter_group")
def modify_cache_parameter_group(self):
    """ModifyCacheParameterGroup."""
    given = {p["ParameterName"]: p["ParameterValue"] for p in self.params["ParameterNameValues"]}
    group_of(self)["values"].update(given)
    return ActionResult({"CacheParameterGroupName": self.params["CacheParameterGroupName"]})


@add(ElastiCacheResponse, "reset_cache_parameter_group")
def reset_cache_parameter_group(self):
    """ResetCacheParameterGroup: the named values, or all."""
    values = group_of(self)["values"]
    names = [p["ParameterName"] for p in self.params.get("ParameterNameValues") or []]
    for name in list(values) if self.params.get("ResetAllParameters") else names:
        values.pop(name, None)
    return ActionResult({"CacheParameterGroupName": self.params["CacheParameterGroupName"]})


@add(ElastiCacheResponse, "delete_cache_parameter_group")
def delete_cache_parameter_group(self):
    """DeleteCacheParameterGroup."""
    del groups_of(self)[group_of(self)["CacheParameterGroupName"]]
    return EmptyResult()
