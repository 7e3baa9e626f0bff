"""A vault's recovery points can be listed.

AWS: AWS Backup API Reference, ListRecoveryPointsByBackupVault.
moto: has no such call; nothing is backed up in it.
Here: the list is empty.
"""

import json

from moto.backup import urls
from moto.backup.responses import BackupResponse
from patching import add, require

require(urls, "url_paths")["{0}/backup-vaults/(?P<name>[^/]+)/recovery-points/$"] = BackupResponse.dispatch


@add(BackupResponse, "list_recovery_points_by_backup_vault")
def list_recovery_points_by_backup_vault(self):
    """ListRecoveryPointsByBackupVault; a vault that does not exist is an error."""
    self.backup_backend.describe_backup_vault(self.path.split("/")[2])
    return json.dumps({"RecoveryPoints": []})
