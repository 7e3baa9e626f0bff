"""A domain in SES v2 has three DKIM keys, and the time they were made is a number.

AWS: SES API v2 Reference, type DkimAttributes: Tokens, "If you used Easy DKIM to configure DKIM authentication for the
domain, then this object contains a set of unique strings that you use to create a set of CNAME records"; three of them
(Developer Guide, "Easy DKIM"). LastKeyGenerationTimestamp is a Timestamp, which JSON carries as seconds.
moto: has no tokens, and answers with the time as text.
Here: tokens that follow from the domain, the length of the current key, and the time in seconds.
"""

import hashlib
import time

from moto.ses.models import EmailIdentity
from patching import replace


@replace(EmailIdentity, "__init__")
def init(original, self, email_identity, *args, **kwargs):
    """Give a domain its keys."""
    original(self, email_identity, *args, **kwargs)
    if self.identity_type != "DOMAIN":
        return
    length = self.dkim_attributes["NextSigningKeyLength"]
    tokens = [hashlib.sha256(f"{email_identity}/{number}".encode()).hexdigest()[:32] for number in range(3)]
    self.dkim_attributes.update(
        Tokens=tokens, CurrentSigningKeyLength=length, LastKeyGenerationTimestamp=int(time.time())
    )
