"""VPC origins: load balancers without public addresses that a distribution reaches inside their VPC.

AWS: CloudFront API Reference, CreateVpcOrigin, GetVpcOrigin, UpdateVpcOrigin, DeleteVpcOrigin and ListVpcOrigins;
type VpcOriginEndpointConfig for the ports that hold when none is given; DeleteVpcOrigin refuses one that a
distribution uses with CannotDeleteEntityWhileInUse.
moto: has none of it.
Here: all of it. A VPC origin is Deployed at once.
"""

from errors import Refused
from moto.cloudfront import urls
from moto.cloudfront.models import random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from patching import add, require

PATH = "{0}/2020-05-31/vpc-origin"


def origins(response):
    """The account's VPC origins, by id."""
    return response.backend.__dict__.setdefault("vpc_origins", {})


def one(response):
    """The VPC origin of a call."""
    id_ = response.params["Id"]
    if id_ not in origins(response):
        raise Refused("EntityNotFound", f"There is no VPC origin {id_}.")
    return origins(response)[id_]


def answer(origin):
    """A VPC origin with its version."""
    return ActionResult({"VpcOrigin": origin, "ETag": origin["etag"]})


def set_endpoint(origin, endpoint):
    """Give a VPC origin its endpoint and a new version."""
    complete = {"HTTPPort": 80, "HTTPSPort": 443, "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}
    origin.update(
        {
            "VpcOriginEndpointConfig": {**complete, **endpoint},
            "LastModifiedTime": utcnow(),
            "etag": random_id(),
        }
    )
    return answer(origin)


@add(CloudFrontResponse, "create_vpc_origin")
def create(self):
    """CreateVpcOrigin."""
    id_ = f"vo_{random_id(uppercase=False)}"
    arn = f"arn:{self.partition}:cloudfront::{self.current_account}:vpcorigin/{id_}"
    origin = {"Id": id_, "Arn": arn, "AccountId": self.current_account, "Status": "Deployed", "CreatedTime": utcnow()}
    origins(self)[id_] = origin
    self.backend.tag_resource(arn, (self.params.get("Tags") or {}).get("Items") or [])
    return set_endpoint(origin, self.params["VpcOriginEndpointConfig"])


@add(CloudFrontResponse, "get_vpc_origin")
def get(self):
    """GetVpcOrigin."""
    return answer(one(self))


@add(CloudFrontResponse, "update_vpc_origin")
def update(self):
    """UpdateVpcOrigin."""
    return set_endpoint(one(self), self.params["VpcOriginEndpointConfig"])


@add(CloudFrontResponse, "delete_vpc_origin")
def delete(self):
    """DeleteVpcOrigin."""
    id_ = one(self)["Id"]
    for distribution in self.backend.distributions.values():
        for origin in vars(distribution.distribution_config)["Origins"]["Items"]:
            if (getattr(origin, "vpc_origin_config", None) or {}).get("VpcOriginId") == id_:
                raise Refused("CannotDeleteEntityWhileInUse", f"{id_} is used by {distribution.id}.")
    return answer(origins(self).pop(id_))


@add(CloudFrontResponse, "list_vpc_origins")
def list_all(self):
    """ListVpcOrigins."""
    items = [{**origin, **origin["VpcOriginEndpointConfig"]} for origin in origins(self).values()]
    page = {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": len(items), "Items": items}
    return ActionResult({"VpcOriginList": page})


for suffix in ("$", "/(?P<origin_id>[^/]+)$"):
    require(urls, "url_paths")[f"{PATH}{suffix}"] = CloudFrontResponse.dispatch
