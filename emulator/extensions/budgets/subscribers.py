"""Subscribers of a budget's notifications.

AWS: Budgets API Reference, DescribeSubscribersForNotification, CreateSubscriber, DeleteSubscriber,
UpdateNotification.
moto: keeps the subscribers given with a notification and has no call that reads or changes them.
Here: all four, over what moto keeps.
"""

import json

from moto.budgets.exceptions import NotFoundException
from moto.budgets.responses import BudgetsResponse
from patching import add

IDENTITY = ("NotificationType", "ComparisonOperator", "Threshold")


def notification_of(response, name="Notification"):
    """The kept notification that a call names by type, operator and threshold."""
    account, budget = response._get_param("AccountId"), response._get_param("BudgetName")
    given = response._get_param(name)
    for kept in response.backend.budgets[account][budget].notifications:
        if all(kept.details.get(key) == given.get(key) for key in IDENTITY):
            return kept
    raise NotFoundException(f"Budget {budget} has no notification {given}.")


@add(BudgetsResponse, "describe_subscribers_for_notification")
def describe_subscribers_for_notification(self):
    """All on one page: a notification has at most 11."""
    return json.dumps({"Subscribers": notification_of(self).subscribers})


@add(BudgetsResponse, "create_subscriber")
def create_subscriber(self):
    """Add one."""
    notification_of(self).subscribers.append(self._get_param("Subscriber"))
    return json.dumps({})


@add(BudgetsResponse, "delete_subscriber")
def delete_subscriber(self):
    """Remove one."""
    notification_of(self).subscribers.remove(self._get_param("Subscriber"))
    return json.dumps({})


@add(BudgetsResponse, "update_notification")
def update_notification(self):
    """Change type, operator or threshold; the subscribers stay."""
    notification_of(self, "OldNotification").details = self._get_param("NewNotification")
    return json.dumps({})
