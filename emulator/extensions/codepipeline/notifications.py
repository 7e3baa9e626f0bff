"""CodeStar notification rules, which moto does not have.

AWS: AWS CodeStar Notifications API Reference, CreateNotificationRule, DescribeNotificationRule,
UpdateNotificationRule, DeleteNotificationRule, DeleteTarget, TagResource, UntagResource, ListTagsForResource.
Here: all of these; targets are active.
"""

from uuid import uuid4

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from services import ServiceResponse, mount


@mount("codestar-notifications")
class CodeStarNotifications(ServiceResponse):
    """The service."""

    service = "codestar-notifications"

    def create_notification_rule(self):
        """CreateNotificationRule."""
        p = self.params
        arn = f"arn:{self.partition}:{self.service}:{self.region}:{self.current_account}:notificationrule/{uuid4().hex}"
        self.kept("rule")[arn] = {
            "Arn": arn,
            "Name": p["Name"],
            "Resource": p["Resource"],
            "DetailType": p["DetailType"],
            "Status": p.get("Status") or "ENABLED",
            "EventTypes": events(p["EventTypeIds"]),
            "Targets": targets(p["Targets"]),
            "Tags": dict(p.get("Tags") or {}),
            "CreatedTimestamp": utcnow(),
            "LastModifiedTimestamp": utcnow(),
        }
        return ActionResult({"Arn": arn})

    def describe_notification_rule(self):
        """DescribeNotificationRule."""
        return ActionResult(self.rule())

    def update_notification_rule(self):
        """UpdateNotificationRule."""
        p, rule = self.params, self.rule()
        rule.update({name: p[name] for name in ("Name", "Status", "DetailType") if p.get(name)})
        if p.get("EventTypeIds"):
            rule["EventTypes"] = events(p["EventTypeIds"])
        if p.get("Targets") is not None:
            rule["Targets"] = targets(p["Targets"])
        return ActionResult({})

    def delete_notification_rule(self):
        """DeleteNotificationRule; one that is gone is no error."""
        self.kept("rule").pop(self.params["Arn"], None)
        return ActionResult({"Arn": self.params["Arn"]})

    def delete_target(self):
        """DeleteTarget: from every rule, when asked to unsubscribe."""
        for rule in self.kept("rule").values():
            rule["Targets"] = [t for t in rule["Targets"] if t["TargetAddress"] != self.params["TargetAddress"]]
        return ActionResult({})

    def list_tags_for_resource(self):
        """ListTagsForResource."""
        return ActionResult({"Tags": self.rule()["Tags"]})

    def tag_resource(self):
        """TagResource."""
        self.rule()["Tags"].update(self.params["Tags"])
        return ActionResult({"Tags": self.rule()["Tags"]})

    def untag_resource(self):
        """UntagResource."""
        for key in self.params["TagKeys"]:
            self.rule()["Tags"].pop(key, None)
        return ActionResult({})

    def rule(self):
        """The rule that the call names."""
        return self.found("rule", self.params["Arn"], "ResourceNotFoundException")


def events(ids):
    """Event types by id."""
    return [{"EventTypeId": id_} for id_ in ids]


def targets(given):
    """Targets as they are described."""
    return [{**target, "TargetStatus": "ACTIVE"} for target in given]
