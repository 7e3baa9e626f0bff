"""Policies that are larger than IAM takes are refused.

AWS: IAM User Guide, "IAM and AWS STS quotas, name requirements, and character limits"
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html): a managed policy has at most 6,144 characters,
all inline policies of a role together 10,240, white space not counted; IAM API Reference, CreatePolicy, CreatePolicyVersion
and PutRolePolicy: LimitExceeded.
moto: takes policies of any size.
Here: they are refused.
"""

from moto.iam.exceptions import LimitExceededException
from moto.iam.models import IAMBackend
from patching import replace

MANAGED = 6144
INLINE_OF_ROLE = 10240


def size(document):
    """Characters that IAM counts."""
    return len("".join(document.split()))


def check_managed(document):
    """Refuse a managed policy that is too large."""
    if size(document) > MANAGED:
        raise LimitExceededException(f"Cannot exceed quota for PolicySize: {MANAGED}")


@replace(IAMBackend, "create_policy")
def create_policy(original, self, description, path, policy_document, policy_name, tags):
    """Check the size first."""
    check_managed(policy_document)
    return original(self, description, path, policy_document, policy_name, tags)


@replace(IAMBackend, "create_policy_version")
def create_policy_version(original, self, policy_arn, policy_document, set_as_default):
    """Check the size first."""
    check_managed(policy_document)
    return original(self, policy_arn, policy_document, set_as_default)


@replace(IAMBackend, "put_role_policy")
def put_role_policy(original, self, role_name, policy_name, policy_json):
    """Check the size of all inline policies of the role first."""
    others = [text for name, text in self.get_role(role_name).policies.items() if name != policy_name]
    if sum(size(text) for text in [*others, policy_json]) > INLINE_OF_ROLE:
        raise LimitExceededException(f"Maximum policy size of {INLINE_OF_ROLE} bytes exceeded for role {role_name}")
    return original(self, role_name, policy_name, policy_json)

