"""A secret that RDS manages has a rotation schedule without a Lambda function, which can be changed and cancelled.

AWS: Secrets Manager User Guide, "Managed rotation": the schedule is changed with RotateSecret and rotation rules
alone; CancelRotateSecret turns rotation off. With RotateImmediately false the value stays as it is.
moto: without a function, RotateSecret gives the current version a new id and CancelRotateSecret is refused.
Here: for a secret whose name begins with "rds!", the schedule is kept and the value stays; cancelling is allowed.
"""

from moto.secretsmanager.models import SecretsManagerBackend
from patching import replace


def is_managed(secret):
    """Whether RDS made the secret."""
    return secret.name.startswith("rds!")


@replace(SecretsManagerBackend, "rotate_secret")
def rotate_secret(original, self, secret_id, *args, rotation_rules=None, rotate_immediately=True, **kwargs):
    """Keep the schedule of a managed secret; anything else is moto's."""
    secret = self.secrets[secret_id] if self._is_valid_identifier(secret_id) else None
    if secret is None or not is_managed(secret) or rotate_immediately or not rotation_rules:
        rules = {"rotation_rules": rotation_rules, "rotate_immediately": rotate_immediately}
        return original(self, secret_id, *args, **rules, **kwargs)
    secret.rotation_requested = True
    secret.rotation_enabled = True
    secret.auto_rotate_after_days = rotation_rules.get("AutomaticallyAfterDays", 0)
    return secret.to_short_dict()


@replace(SecretsManagerBackend, "cancel_rotate_secret")
def cancel_rotate_secret(original, self, secret_id):
    """Turn the rotation of a managed secret off; anything else is moto's."""
    secret = self.secrets[secret_id] if self._is_valid_identifier(secret_id) else None
    if secret is None or not is_managed(secret):
        return original(self, secret_id)
    secret.rotation_enabled = False
    return secret.to_short_dict()
