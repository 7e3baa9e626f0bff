"""A user pool has a feature plan.

AWS: Cognito User Pools API Reference, CreateUserPool and UpdateUserPool, UserPoolTier: "Defaults to ESSENTIALS".
moto: a pool has a plan only if one was asked for, and provider 5.100.0 asks for none when it makes a pool.
Here: as documented.
"""

from moto.cognitoidp.models import CognitoIdpUserPool
from patching import replace


@replace(CognitoIdpUserPool, "update_extended_config")
def update_extended_config(original, self, extended_config):
    """Choose a plan where none is named."""
    original(self, extended_config)
    self.extended_config.setdefault("UserPoolTier", "ESSENTIALS")
