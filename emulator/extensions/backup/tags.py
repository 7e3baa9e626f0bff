"""Tags of backup resources are found with and without a slash at the end of the path.

AWS: AWS Backup API Reference, ListTags: GET /tags/ARN/; the Go SDK leaves the last slash out.
moto: takes the second last part of the path for the ARN, so without that slash it finds no tags.
Here: the ARN is what follows /tags/.
"""

import json
from urllib.parse import unquote

from moto.backup.responses import BackupResponse
from patching import replace


@replace(BackupResponse, "list_tags")
def list_tags(_original, self):
    """List by the ARN in the path."""
    arn = unquote(self.path.rstrip("/").partition("/tags/")[2])
    return json.dumps({"Tags": self.backup_backend.list_tags(arn)})
