"""Uploads by a browser's form.

AWS: S3 API Reference, "POST Object": needs s3:PutObject on the object that the field "key" names; fields have the
names of the headers in whose place they are.
moto: takes every form without a look at the bucket's policy.
Here: what the policy denies is answered with 403.
"""

from moto.iam.access_control import PermissionResult
from moto.s3.responses import S3Response
from patching import replace


@replace(S3Response, "_bucket_response_post")
def bucket_response_post(original, self, request, bucket_name):
    """Weigh the bucket's policy before a form's object is kept."""
    key = request.form.get("key")
    if key is not None:
        bucket = self.backend.get_bucket(bucket_name)
        resource = f"arn:{bucket.partition}:s3:::{bucket_name}/{key}"
        if bucket.get_permission("s3:PostObject", resource) == PermissionResult.DENIED:
            return 403, {}, ""
    return original(self, request, bucket_name)
