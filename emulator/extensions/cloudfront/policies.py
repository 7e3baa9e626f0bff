"""Cache, origin request and response headers policies.

AWS: CloudFront API Reference, Create…, Get…, Update…, Delete… and List… of CachePolicy, OriginRequestPolicy and
ResponseHeadersPolicy; CloudFront Developer Guide, "Use managed cache policies" and its two siblings, for the
names and ids of the managed ones.
moto: has none of them.
Here: all of them. Of the managed policies, names, ids and times to live are as documented; what they do to
headers is not spelled out.
"""

from uuid import uuid4

from botocore import xform_name
from errors import Refused
from moto.cloudfront import urls
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from patching import add, require

DAY, YEAR = 86400, 31536000
MANAGED = {
    "CachePolicy": {
        "CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        "CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
        "CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        "UseOriginCacheControlHeaders": "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
        "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    },
    "OriginRequestPolicy": {
        "AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
        "AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
        "AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        "CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
        "CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
        "UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
    },
    "ResponseHeadersPolicy": {
        "CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
        "CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
        "CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
        "SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
        "SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
    },
}
# MinTTL, DefaultTTL and MaxTTL of the managed cache policies, in seconds.
TIMES = {
    "CachingOptimized": (1, DAY, YEAR),
    "CachingOptimizedForUncompressedObjects": (1, DAY, YEAR),
    "CachingDisabled": (0, 0, 0),
    "UseOriginCacheControlHeaders": (0, 0, YEAR),
    "UseOriginCacheControlHeaders-QueryStrings": (0, 0, YEAR),
}
ORIGIN_REQUEST_DEFAULTS = {
    "HeadersConfig": {"HeaderBehavior": "none"},
    "CookiesConfig": {"CookieBehavior": "none"},
    "QueryStringsConfig": {"QueryStringBehavior": "none"},
}


def managed(kind, name, id_):
    """A managed policy."""
    config = {"Name": f"Managed-{name}", "Comment": ""}
    if kind == "CachePolicy":
        config.update(zip(("MinTTL", "DefaultTTL", "MaxTTL"), TIMES[name]))
    if kind == "OriginRequestPolicy":
        config.update(ORIGIN_REQUEST_DEFAULTS)
    return {"Id": id_, "LastModifiedTime": utcnow(), "etag": "E1", "type": "managed", f"{kind}Config": config}


def policies_of(response, kind):
    """The policies of a kind that the account sees, by id."""
    kinds = response.backend.__dict__.setdefault("policies", {})
    if kind not in kinds:
        kinds[kind] = {id_: managed(kind, name, id_) for name, id_ in MANAGED[kind].items()}
    return kinds[kind]


def offer(kind, plural, path):
    """Add the five operations of a kind of policy."""

    def operation(verb, name=kind):
        return add(CloudFrontResponse, xform_name(f"{verb}{name}"))

    def one(response):
        found = policies_of(response, kind).get(response.params["Id"])
        if found is None:
            raise Refused(f"NoSuch{kind}", f"There is no {kind} {response.params['Id']}.")
        return found

    def answer(policy):
        return ActionResult({kind: policy, "ETag": policy["etag"]})

    @operation("Create")
    def create(self):
        policy = {"Id": str(uuid4()), "etag": "E1", "type": "custom", "LastModifiedTime": utcnow()}
        policy[f"{kind}Config"] = self.params[f"{kind}Config"]
        policies_of(self, kind)[policy["Id"]] = policy
        return answer(policy)

    @operation("Get")
    def get(self):
        return answer(one(self))

    @operation("Update")
    def update(self):
        etag = f"E{int(one(self)['etag'][1:]) + 1}"
        one(self).update({f"{kind}Config": self.params[f"{kind}Config"], "etag": etag, "LastModifiedTime": utcnow()})
        return answer(one(self))

    @operation("Delete")
    def delete(self):
        del policies_of(self, kind)[one(self)["Id"]]
        return EmptyResult()

    @operation("List", plural)
    def list_all(self):
        type_ = self.params.get("Type")
        found = [p for p in policies_of(self, kind).values() if type_ in (None, p["type"])]
        items = [{"Type": policy["type"], kind: policy} for policy in found]
        return ActionResult({f"{kind}List": {"MaxItems": 100, "Quantity": len(items), "Items": items}})

    for suffix in ("$", "/(?P<policy_id>[^/]+)$"):
        require(urls, "url_paths")[f"{{0}}/2020-05-31/{path}{suffix}"] = CloudFrontResponse.dispatch


offer("CachePolicy", "CachePolicies", "cache-policy")
offer("OriginRequestPolicy", "OriginRequestPolicies", "origin-request-policy")
offer("ResponseHeadersPolicy", "ResponseHeadersPolicies", "response-headers-policy")
