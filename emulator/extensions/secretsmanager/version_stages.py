"""The version that GetSecretValue answers without being asked for one is the one labelled AWSCURRENT.

AWS: API Reference, UpdateSecretVersionStage: moving AWSCURRENT makes another version the current one; GetSecretValue:
"If you don't specify either a VersionStage or VersionId, then Secrets Manager returns the AWSCURRENT version."
moto: moves the label, and keeps answering with the version that had it before; the next PutSecretValue takes the labels
from that one too.
Here: the default version is the one that has the label.
"""

from moto.secretsmanager.models import SecretsManagerBackend
from patching import replace


@replace(SecretsManagerBackend, "update_secret_version_stage")
def update_secret_version_stage(original, self, secret_id, *args, **kwargs):
    """Move the label, and the default with it."""
    answer = original(self, secret_id, *args, **kwargs)
    secret = self.secrets[secret_id]
    for version_id, version in secret.versions.items():
        if "AWSCURRENT" in version["version_stages"]:
            secret.set_default_version_id(version_id)
    return answer
