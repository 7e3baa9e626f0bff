"""A user pool with deletion protection is not deleted.

AWS: Cognito User Pools API Reference, CreateUserPool, DeletionProtection: "When DeletionProtection is ACTIVE,
you can't delete your user pool"; DeleteUserPool answers InvalidParameterException.
moto: deletes it.
Here: refused until the protection is INACTIVE.
"""

from moto.cognitoidp.exceptions import InvalidParameterException
from moto.cognitoidp.models import CognitoIdpBackend
from patching import replace


@replace(CognitoIdpBackend, "delete_user_pool")
def delete_user_pool(original, self, user_pool_id):
    """Refuse while the pool is protected."""
    pool = self.describe_user_pool(user_pool_id)
    if pool.extended_config.get("DeletionProtection") == "ACTIVE":
        raise InvalidParameterException(
            "The user pool cannot be deleted because deletion protection is activated. "
            "Deletion protection must be inactivated first."
        )
    return original(self, user_pool_id)
