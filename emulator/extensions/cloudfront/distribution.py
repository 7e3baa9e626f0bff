"""A distribution comes back as it was given.

AWS: CloudFront API Reference, types DistributionConfig, Origin, DefaultCacheBehavior and ViewerCertificate: with
the default certificate, MinimumProtocolVersion is TLSv1 and there is no SSLSupportMethod; with one of your own,
CloudFrontDefaultCertificate is false; ForwardedValues is absent when a cache policy is used.
moto: forgets an origin's access control and a behavior's functions, answers ForwardedValues for every behavior,
sni-only beside the default certificate, and the default certificate beside one's own.
Here: as documented.
"""

from botocore import xform_name
from moto.cloudfront.models import DefaultCacheBehaviour, Origin, ViewerCertificate
from patching import replace

FUNCTIONS = ("LambdaFunctionAssociations", "FunctionAssociations", "GrpcConfig")


@replace(ViewerCertificate, "__init__")
def certificate(original, self, config):
    """Tell the default certificate and one's own apart."""
    original(self, config)
    own = self.acm_certificate_arn or self.iam_certificate_id
    self.cloud_front_default_certificate = not own
    self.certificate = own or None
    self.certificate_source = "acm" if self.acm_certificate_arn else "iam" if own else "cloudfront"
    self.acm_certificate_arn = self.acm_certificate_arn or None
    self.iam_certificate_id = self.iam_certificate_id or None
    if not own:
        self.ssl_support_method = None
        self.minimum_protocol_version = "TLSv1"


@replace(Origin, "__init__")
def origin(original, self, given):
    """Keep what moto has no field for."""
    original(self, given)
    for name in given:
        if not hasattr(self, xform_name(name)):
            setattr(self, xform_name(name), given[name])


@replace(DefaultCacheBehaviour, "__init__")
def behavior(original, self, given):
    """Keep the functions, and forwarded values only when there are some."""
    original(self, given)
    if "ForwardedValues" not in given:
        self.forwarded_values = None
    for name in FUNCTIONS:
        if given.get(name):
            setattr(self, xform_name(name), given[name])
