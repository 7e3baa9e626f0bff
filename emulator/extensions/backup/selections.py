"""Backup plans can be changed and have selections.

AWS: AWS Backup API Reference, UpdateBackupPlan, CreateBackupSelection, GetBackupSelection,
ListBackupSelections, DeleteBackupSelection.
moto: has none of them.
Here: all of them, over moto's plans.
"""

import json
from uuid import uuid4

from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.models import Plan
from moto.backup.responses import BackupResponse
from moto.core.utils import unix_time
from patching import add


def plan_of(response):
    """The plan in the call's path."""
    return response.backup_backend.get_backup_plan(response.path.split("/plans/")[1].split("/")[0], None)


def selections_of(response):
    """The selections of the plan in the call's path, by id."""
    plan = plan_of(response)
    if not hasattr(plan, "selections"):
        plan.selections = {}
    return plan.selections


def selection_id(response):
    """The selection in the call's path, which must exist."""
    id_ = response.path.rstrip("/").split("/")[-1]
    if id_ not in selections_of(response):
        raise ResourceNotFoundException(msg=f"Cannot find Backup selection {id_}")
    return id_


@add(BackupResponse, "update_backup_plan")
def update_backup_plan(self):
    """UpdateBackupPlan: a new version of the plan."""
    plan = plan_of(self)
    version = Plan(json.loads(self.body)["BackupPlan"], plan.creator_request_id, self.backup_backend)
    kept = ("backup_plan_id", "backup_plan_arn", "creation_date")
    vars(plan).update({key: value for key, value in vars(version).items() if key not in kept})
    return json.dumps(plan.to_dict())


@add(BackupResponse, "create_backup_selection")
def create_backup_selection(self):
    """CreateBackupSelection."""
    given, id_ = json.loads(self.body), str(uuid4())
    selections_of(self)[id_] = {
        "SelectionId": id_,
        "BackupPlanId": plan_of(self).backup_plan_id,
        "CreationDate": unix_time(),
        "CreatorRequestId": given.get("CreatorRequestId"),
        "BackupSelection": given["BackupSelection"],
    }
    return json.dumps({key: selections_of(self)[id_][key] for key in ("SelectionId", "BackupPlanId", "CreationDate")})


@add(BackupResponse, "get_backup_selection")
def get_backup_selection(self):
    """GetBackupSelection."""
    return json.dumps(selections_of(self)[selection_id(self)])


@add(BackupResponse, "list_backup_selections")
def list_backup_selections(self):
    """ListBackupSelections."""
    listed = [
        {
            **{key: value for key, value in selection.items() if key != "BackupSelection"},
            "SelectionName": selection["BackupSelection"]["SelectionName"],
            "IamRoleArn": selection["BackupSelection"].get("IamRoleArn"),
        }
        for selection in selections_of(self).values()
    ]
    return json.dumps({"BackupSelectionsList": listed})


@add(BackupResponse, "delete_backup_selection")
def delete_backup_selection(self):
    """DeleteBackupSelection."""
    del selections_of(self)[selection_id(self)]
    return json.dumps({})
