"""Users can be changed; user groups exist.

AWS: ElastiCache API Reference, ModifyUser, CreateUserGroup, DescribeUserGroups, ModifyUserGroup,
DeleteUserGroup.
moto: has none of these; its users know no groups.
Here: all of them; a user answers the groups that it is in.
"""

from extensions.elasticache._names import arn_of, fault
from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse
from patching import add


@add(ElastiCacheResponse, "modify_user")
def modify_user(self):
    """ModifyUser: access string, engine and the way it authenticates."""
    user = self.elasticache_backend.describe_users(self.params["UserId"])[0]
    mode = self.params.get("AuthenticationMode") or {}
    passwords = mode.get("Passwords") or self.params.get("Passwords")
    user.access_string = self.params.get("AccessString") or user.access_string
    user.engine = self.params.get("Engine") or user.engine
    if passwords:
        user.passwords, user.authentication_type, user.no_password_required = passwords, "password", False
    elif mode.get("Type") == "iam":
        user.passwords, user.authentication_type, user.no_password_required = [], "iam", False
    elif mode.get("Type") == "no-password-required" or self.params.get("NoPasswordRequired"):
        user.passwords, user.no_password_required = [], True
    return ActionResult(user)


def groups_of(response):
    """The user groups of the account and region, by id."""
    backend = response.elasticache_backend
    if not hasattr(backend, "user_groups"):
        backend.user_groups = {}
    return backend.user_groups


def group_of(response):
    """The group that the call names."""
    id_ = response.params["UserGroupId"]
    return groups_of(response).get(id_) or fault("UserGroupNotFound", f"User group {id_} not found.")


def join_users(response, group):
    """Let each user answer the groups that it is in."""
    for user in response.elasticache_backend.users.values():
        user.user_group_ids = [id_ for id_, g in groups_of(response).items() if user.id in g["UserIds"]]
    return ActionResult(group)


@add(ElastiCacheResponse, "create_user_group")
def create_user_group(self):
    """CreateUserGroup."""
    id_, backend = self.params["UserGroupId"], self.elasticache_backend
    if id_ in groups_of(self):
        fault("UserGroupAlreadyExists", f"User group {id_} already exists.")
    group = {
        "UserGroupId": id_,
        "Status": "active",
        "Engine": self.params["Engine"].lower(),
        "UserIds": list(self.params.get("UserIds") or []),
        "MinimumEngineVersion": "6.0",
        "ReplicationGroups": [],
        "ARN": arn_of(backend, "usergroup", id_),
    }
    for user_id in group["UserIds"]:
        backend.describe_users(user_id)
    groups_of(self)[id_] = group
    backend.tagging_service.tag_resource(group["ARN"], self.params.get("Tags") or [])
    return join_users(self, group)


@add(ElastiCacheResponse, "describe_user_groups")
def describe_user_groups(self):
    """DescribeUserGroups: one by id, or all."""
    found = [group_of(self)] if self.params.get("UserGroupId") else list(groups_of(self).values())
    return ActionResult({"UserGroups": found})


@add(ElastiCacheResponse, "modify_user_group")
def modify_user_group(self):
    """ModifyUserGroup: add and remove users."""
    group, removed = group_of(self), self.params.get("UserIdsToRemove") or []
    added = [id_ for id_ in self.params.get("UserIdsToAdd") or [] if id_ not in group["UserIds"]]
    group["UserIds"] = [id_ for id_ in group["UserIds"] if id_ not in removed] + added
    group["Engine"] = (self.params.get("Engine") or group["Engine"]).lower()
    return join_users(self, group)


@add(ElastiCacheResponse, "delete_user_group")
def delete_user_group(self):
    """DeleteUserGroup."""
    group = group_of(self)
    del groups_of(self)[group["UserGroupId"]]
    return join_users(self, {**group, "Status": "deleting"})
