"""Bucket policies with principals and conditions.

AWS: IAM User Guide, "Policy evaluation logic", "IAM JSON policy elements: Condition operators" and
"Principal"; S3 User Guide, "How Amazon S3 authorizes a request for an object operation".
moto: ignores Condition and every principal but "*", so a TLS-only deny denies everything, and asks for
s3:HeadObject where S3 asks for s3:GetObject.
Here: effect, action, resource, principal and condition of each statement are weighed. A rehearsal stands
for TLS 1.3, whatever the client spoke. A condition operator that is not known is answered with 501 that
names it: guessing would either hide data or open it.
"""

import json

from flask import has_request_context, request
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket
from patching import replace
from policy import Caller, evaluate

ACTIONS = {"s3:HeadObject": "s3:GetObject", "s3:PostObject": "s3:PutObject"}
HEADER_KEYS = (
    "x-amz-acl",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-storage-class",
)
RESULTS = {"Allow": PermissionResult.PERMITTED, "Deny": PermissionResult.DENIED, None: PermissionResult.NEUTRAL}


@replace(FakeBucket, "get_permission")
def get_permission(_original, self, action, resource):
    """Weigh the bucket's policy for the current request."""
    if self.policy is None:
        return PermissionResult.NEUTRAL
    caller = Caller.of_request(request, self.region_name) if has_request_context() else Caller()
    context = {**caller.context(), **transport(), **request_headers()}
    effect = evaluate(json.loads(self.policy), ACTIONS.get(action, action), resource, caller, context)
    return RESULTS[effect]


def transport():
    """A rehearsal stands for TLS 1.3."""
    return {"aws:securetransport": "true", "s3:tlsversion": "1.3"}


def request_headers():
    """The request headers that S3 offers as condition keys; a form has fields of the same names in their place."""
    headers = {**request.headers, **request.form} if has_request_context() else {}
    headers = {name.lower(): value for name, value in headers.items()}
    return {f"s3:{name}": headers[name] for name in HEADER_KEYS if name in headers}
