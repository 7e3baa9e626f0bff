"""The secret that RDS manages holds the master user's name and a password of its own.

AWS: RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager": the secret's JSON has
username and password.
moto: creates and deletes the secret, but always with {"username": "admin", "password": "P@55w0rd!"}.
Here: the instance's or cluster's master user name, and a random password.
"""

import json
import secrets

from moto.rds.models import MasterUserSecret
from patching import replace


@replace(MasterUserSecret, "_generate_secret_string")
def _generate_secret_string(_original, self):
    """Name the real user."""
    return json.dumps({"username": self.resource.master_username, "password": secrets.token_urlsafe(21)})
