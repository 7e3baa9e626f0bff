"""A user pool's domain comes back as it was given, and its pool is not deleted before it.

AWS: Cognito User Pools API Reference, DescribeUserPoolDomain, type DomainDescriptionType: AWSAccountId is the account
of the pool; CustomDomainConfig and ManagedLoginVersion are those of the call that made or changed the domain.
DeleteUserPool answers InvalidParameterException as long as the pool has a domain.
moto: answers another account each time, forgets the other two, and deletes the pool.
Here: as documented; a change that leaves one of the two out leaves it as it was.
"""

from moto.cognitoidp.exceptions import InvalidParameterException
from moto.cognitoidp.models import CognitoIdpBackend
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.responses import ActionResult
from patching import replace


@replace(CognitoIdpResponse, "create_user_pool_domain")
def create_user_pool_domain(original, self):
    """Keep the version of the pages."""
    answer = original(self)
    keep_version(self)
    return answer


@replace(CognitoIdpResponse, "update_user_pool_domain")
def update_user_pool_domain(original, self):
    """Keep what the call asks for."""
    answer = original(self)
    keep_version(self)
    return answer


@replace(CognitoIdpBackend, "update_user_pool_domain")
def keep_certificate(original, self, domain, custom_domain_config):
    """Keep the certificate when the version alone is changed."""
    known = self.user_pool_domains.get(domain)
    return original(self, domain, custom_domain_config or (known and known.custom_domain_config))


@replace(CognitoIdpResponse, "describe_user_pool_domain")
def describe_user_pool_domain(original, self):
    """Answer what was given."""
    domain = self.backend.describe_user_pool_domain(self._get_param("Domain"))
    if not domain:
        return original(self)
    description = domain.to_json()
    description["AWSAccountId"] = self.current_account
    description["CustomDomainConfig"] = domain.custom_domain_config or None
    description["ManagedLoginVersion"] = getattr(domain, "managed_login_version", None)
    return ActionResult({"DomainDescription": description})


@replace(CognitoIdpBackend, "delete_user_pool")
def delete_user_pool(original, self, user_pool_id):
    """Refuse while the pool has a domain."""
    if self.describe_user_pool(user_pool_id).domain:
        raise InvalidParameterException(
            "User pool cannot be deleted. It has a domain configured that should be deleted first."
        )
    return original(self, user_pool_id)


def keep_version(response):
    """Write down the version that a call asks for."""
    version = response._get_param("ManagedLoginVersion")
    if version:
        response.backend.describe_user_pool_domain(response._get_param("Domain")).managed_login_version = version
