"""A file system's backup policy can be set.

AWS: EFS API Reference, PutBackupPolicy, DescribeBackupPolicy.
moto: knows the policy that a file system is created with and has no call to change it.
Here: it can be set; the states ENABLING and DISABLING are passed at once.
"""

import json

from moto.efs.models import FileSystem
from moto.efs.responses import EFSResponse
from patching import add, replace_property


@add(EFSResponse, "put_backup_policy")
def put_backup_policy(self):
    """PutBackupPolicy."""
    policy = {"Status": self._get_param("BackupPolicy")["Status"]}
    self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")].backup_policy_set = policy
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


@replace_property(FileSystem, "backup_policy")
def backup_policy(file_system, created_with):
    """The policy that was set last."""
    return getattr(file_system, "backup_policy_set", created_with)
