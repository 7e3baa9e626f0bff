"""The access key id, when it is 12 digits, is the account that a call acts in.

AWS: an access key belongs to one account (IAM User Guide, "Managing access keys for IAM users").
moto: knows only the keys it issued itself; every other key acts in 123456789012.
Here: AWS_ACCESS_KEY_ID=111122223333 acts in account 111122223333, as LocalStack does it. A key that
moto issued keeps its account, and any other key acts in moto's default account.
"""

import re

from moto.core.responses import BaseResponse
from moto.iam import models
from patching import replace

CREDENTIAL = re.compile(r"Credential=(\d{12})/")


@replace(BaseResponse, "get_access_key")
def get_access_key(original, self):
    """Also recognise a key id of 12 digits, in the header or in a presigned URL."""
    match = CREDENTIAL.search(self.headers.get("Authorization", ""))
    if match:
        return match.group(1)
    presigned = self.querystring.get("X-Amz-Credential", [""])[0].split("/")[0]
    return presigned if re.fullmatch(r"\d{12}", presigned) else original(self)


@replace(models, "get_account_id_from")
def get_account_id_from(original, access_key):
    """A key id of 12 digits names its account."""
    return access_key if re.fullmatch(r"\d{12}", access_key) else original(access_key)
