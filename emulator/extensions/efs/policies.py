"""A file system's backup policy can be set, and its resource policy taken away.

AWS: EFS API Reference, PutBackupPolicy, DescribeBackupPolicy, DeleteFileSystemPolicy.
moto: knows the backup policy that a file system is created with and has no call to change it; sets a resource
policy and has no call to delete it.
Here: both; the states ENABLING and DISABLING are passed at once.
"""

import json

from moto.efs.models import FileSystem
from moto.efs.responses import EFSResponse
from patching import add, replace_property


def file_system_of(response):
    """The file system that the call names."""
    return response.efs_backend.file_systems_by_id[response._get_param("FileSystemId")]


@add(EFSResponse, "put_backup_policy")
def put_backup_policy(self):
    """PutBackupPolicy."""
    policy = {"Status": self._get_param("BackupPolicy")["Status"]}
    file_system_of(self).backup_policy_set = policy
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


@replace_property(FileSystem, "backup_policy")
def backup_policy(file_system, created_with):
    """The policy that was set last."""
    return getattr(file_system, "backup_policy_set", created_with)


@add(EFSResponse, "delete_file_system_policy")
def delete_file_system_policy(self):
    """DeleteFileSystemPolicy; without one it is no error."""
    file_system_of(self).file_system_policy = None
    return "{}", {"Content-Type": "application/json"}
