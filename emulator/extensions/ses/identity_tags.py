"""Tags of SES v2 identities are found by the identity's ARN.

AWS: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SES v2": the ARN is
arn:aws:ses:REGION:ACCOUNT:identity/NAME.
moto: keeps the tags given at creation under email-identity/NAME, where no client looks.
Here: they are kept under the real ARN.
"""

from moto.sesv2.models import SESV2Backend
from patching import replace


@replace(SESV2Backend, "create_email_identity")
def create_email_identity(original, self, email_identity, tags, *args, **kwargs):
    """Keep the tags where ListTagsForResource will ask for them."""
    identity = original(self, email_identity, tags, *args, **kwargs)
    arn = f"arn:{self.partition}:ses:{self.region_name}:{self.account_id}:identity/{email_identity}"
    self.core_backend.tagger.tag_resource(arn, tags or [])
    return identity
