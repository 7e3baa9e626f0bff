"""A restore does what the call says, where that is "no".

AWS: RDS API Reference, RestoreDBInstanceFromDBSnapshot, RestoreDBInstanceToPointInTime,
RestoreDBClusterFromSnapshot and RestoreDBClusterToPointInTime: what the call does not give is taken from the source; what was restored has a
master password that RDS manages only when the call asks for it.
moto: takes false for not given, makes a new managed secret whenever the source had one, and fails to restore
a cluster whose source had one.
Here: false is what was asked for; the managed secret as asked, a master password otherwise.
"""

import secrets

from moto.core.responses import ActionResult
from moto.rds.models import DBCluster
from moto.rds.responses import RDSResponse
from patching import replace


def restoring(operation, kind):
    """Set on what was restored what the call gave as false."""

    @replace(RDSResponse, operation)
    def restore(original, self):
        refused = [name for name, value in self.params.items() if value is False]
        managed = self.params.get("ManageMasterUserPassword")
        restored = original(self).result[kind]
        for name in refused:
            setattr(restored, name, False)
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


restoring("restore_db_instance_from_db_snapshot", "DBInstance")
restoring("restore_db_instance_to_point_in_time", "DBInstance")
restoring("restore_db_cluster_from_snapshot", "DBCluster")
restoring("restore_db_cluster_to_point_in_time", "DBCluster")
