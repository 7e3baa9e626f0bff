"""What is restored has the settings of the call, not those of the source.

AWS: RDS API Reference, RestoreDBInstanceFromDBSnapshot, RestoreDBInstanceToPointInTime,
RestoreDBClusterFromSnapshot and RestoreDBClusterToPointInTime: deletion protection, copying tags, IAM
authentication, log exports, Multi-AZ and backtracking are off unless the call turns them on; RDS manages the master
password only when the call asks for it.
moto: takes all of these from the source, takes false for not given, makes a new managed secret whenever the
source had one, and fails to restore a cluster whose source had one.
Here: as documented.
"""

import secrets

from moto.core.responses import ActionResult
from moto.rds.models import DBCluster
from moto.rds.responses import RDSResponse
from patching import replace

# The request's names, the models' names, and what they are unless given.
SETTINGS = (
    ("DeletionProtection", "deletion_protection", False),
    ("CopyTagsToSnapshot", "copy_tags_to_snapshot", False),
    ("EnableCloudwatchLogsExports", "enabled_cloudwatch_logs_exports", ()),
)
INSTANCE = (
    *SETTINGS,
    ("EnableIAMDatabaseAuthentication", "enable_iam_database_authentication", False),
    ("MultiAZ", "multi_az", False),
)
CLUSTER = (
    *SETTINGS,
    ("EnableIAMDatabaseAuthentication", "iam_auth", False),
    ("BacktrackWindow", "backtrack_window", 0),
)


def restoring(operation, kind, settings):
    """Set on what was restored what the call gave, and what it left out."""

    @replace(RDSResponse, operation)
    def restore(original, self):
        params = self.params
        given = [(attribute, params.get(name, default)) for name, attribute, default in settings]
        managed = params.get("ManageMasterUserPassword")
        restored = original(self).result[kind]
        for name, value in given:
            setattr(restored, name, list(value) if isinstance(value, (list, tuple)) else value)
        if not managed and restored.manage_master_user_password:
            restored.master_user_secret.delete_secret()
            restored.manage_master_user_password = False
            del restored.master_user_secret
        return ActionResult({kind: restored})


@replace(DBCluster, "get_cfg")
def get_cfg(original, self):
    """A cluster with a managed password has no other; moto asks for one."""
    self.__dict__.setdefault("_master_user_password", secrets.token_urlsafe(21))
    return original(self)


restoring("restore_db_instance_from_db_snapshot", "DBInstance", INSTANCE)
restoring("restore_db_instance_to_point_in_time", "DBInstance", INSTANCE)
restoring("restore_db_cluster_from_snapshot", "DBCluster", CLUSTER)
restoring("restore_db_cluster_to_point_in_time", "DBCluster", CLUSTER)
