"""Global Accelerator, which moto does not have.

AWS: AWS Global Accelerator API Reference: accelerators and their attributes, listeners, endpoint groups, tags.
Here: all of these; an accelerator is DEPLOYED at once and has two addresses of the documentation's range
(RFC 5737), and, as in AWS, can be deleted only when it is disabled and has no listener.
"""

from random import choices, randint
from string import ascii_lowercase, digits
from uuid import uuid4

from errors import Refused
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from services import ServiceResponse, mount

# CreateEndpointGroup and UpdateAcceleratorAttributes: the documented defaults.
GROUP_DEFAULTS = {
    "TrafficDialPercentage": 100.0,
    "HealthCheckProtocol": "TCP",
    "HealthCheckIntervalSeconds": 30,
    "ThresholdCount": 3,
    "PortOverrides": [],
}
ATTRIBUTE_DEFAULTS = {"FlowLogsEnabled": False}
GROUP_FIELDS = (*GROUP_DEFAULTS, "HealthCheckPort", "HealthCheckPath")


@mount("globalaccelerator")
class GlobalAccelerator(ServiceResponse):
    """The service."""

    service = "globalaccelerator"

    def create_accelerator(self):
        """CreateAccelerator."""
        p, now = self.params, utcnow()
        arn = f"arn:{self.partition}:globalaccelerator::{self.current_account}:accelerator/{uuid4()}"
        addresses = p.get("IpAddresses") or [f"192.0.2.{randint(1, 254)}", f"198.51.100.{randint(1, 254)}"]
        accelerator = {
            "AcceleratorArn": arn,
            "Name": p["Name"],
            "IpAddressType": p.get("IpAddressType") or "IPV4",
            "Enabled": p.get("Enabled") is not False,
            "IpSets": [{"IpFamily": "IPv4", "IpAddressFamily": "IPv4", "IpAddresses": addresses}],
            "DnsName": f"a{''.join(choices(ascii_lowercase + digits, k=16))}.awsglobalaccelerator.com",
            "Status": "DEPLOYED",
            "CreatedTime": now,
            "LastModifiedTime": now,
            "attributes": dict(ATTRIBUTE_DEFAULTS),
            "tags": {tag["Key"]: tag["Value"] for tag in p.get("Tags") or []},
        }
        self.kept("accelerator")[arn] = accelerator
        return ActionResult({"Accelerator": accelerator})

    def describe_accelerator(self):
        """DescribeAccelerator."""
        return ActionResult({"Accelerator": self.accelerator()})

    def list_accelerators(self):
        """ListAccelerators."""
        return ActionResult({"Accelerators": list(self.kept("accelerator").values())})

    def update_accelerator(self):
        """UpdateAccelerator."""
        change(self.accelerator(), self.params, ("Name", "IpAddressType", "Enabled"))
        return ActionResult({"Accelerator": self.accelerator()})

    def describe_accelerator_attributes(self):
        """DescribeAcceleratorAttributes."""
        return ActionResult({"AcceleratorAttributes": self.accelerator()["attributes"]})

    def update_accelerator_attributes(self):
        """UpdateAcceleratorAttributes."""
        attributes = self.accelerator()["attributes"]
        change(attributes, self.params, ("FlowLogsEnabled", "FlowLogsS3Bucket", "FlowLogsS3Prefix"))
        return ActionResult({"AcceleratorAttributes": attributes})

    def delete_accelerator(self):
        """DeleteAccelerator."""
        accelerator = self.accelerator()
        if accelerator["Enabled"]:
            raise Refused("AcceleratorNotDisabledException", "Disable the accelerator before deleting it.")
        arn = accelerator["AcceleratorArn"]
        if self.below(arn, "listener"):
            raise Refused("AssociatedListenerFoundException", "The accelerator has listeners.")
        del self.kept("accelerator")[arn]
        return EmptyResult()

    def create_listener(self):
        """CreateListener."""
        p = self.params
        arn = f"{self.accelerator()['AcceleratorArn']}/listener/{uuid4().hex[:8]}"
        self.kept("listener")[arn] = {
            "ListenerArn": arn,
            "PortRanges": p["PortRanges"],
            "Protocol": p.get("Protocol") or "TCP",
            "ClientAffinity": p.get("ClientAffinity") or "NONE",
        }
        return ActionResult({"Listener": self.kept("listener")[arn]})

    def describe_listener(self):
        """DescribeListener."""
        return ActionResult({"Listener": self.listener()})

    def list_listeners(self):
        """ListListeners, of one accelerator."""
        return ActionResult({"Listeners": self.below(self.params["AcceleratorArn"], "listener")})

    def update_listener(self):
        """UpdateListener."""
        change(self.listener(), self.params, ("PortRanges", "Protocol", "ClientAffinity"))
        return ActionResult({"Listener": self.listener()})

    def delete_listener(self):
        """DeleteListener."""
        arn = self.listener()["ListenerArn"]
        if self.below(arn, "endpoint group"):
            raise Refused("AssociatedEndpointGroupFoundException", "The listener has endpoint groups.")
        del self.kept("listener")[arn]
        return EmptyResult()

    def create_endpoint_group(self):
        """CreateEndpointGroup."""
        p = self.params
        arn = f"{self.listener()['ListenerArn']}/endpoint-group/{uuid4().hex[:12]}"
        group = {**GROUP_DEFAULTS, "EndpointGroupArn": arn, "EndpointGroupRegion": p["EndpointGroupRegion"]}
        change(group, p, GROUP_FIELDS)
        group["EndpointDescriptions"] = endpoints(p.get("EndpointConfigurations") or [])
        self.kept("endpoint group")[arn] = group
        return ActionResult({"EndpointGroup": group})

    def describe_endpoint_group(self):
        """DescribeEndpointGroup."""
        return ActionResult({"EndpointGroup": self.group()})

    def list_endpoint_groups(self):
        """ListEndpointGroups, of one listener."""
        return ActionResult({"EndpointGroups": self.below(self.params["ListenerArn"], "endpoint group")})

    def update_endpoint_group(self):
        """UpdateEndpointGroup."""
        group, p = self.group(), self.params
        change(group, p, GROUP_FIELDS)
        if p.get("EndpointConfigurations") is not None:
            group["EndpointDescriptions"] = endpoints(p["EndpointConfigurations"])
        return ActionResult({"EndpointGroup": group})

    def delete_endpoint_group(self):
        """DeleteEndpointGroup."""
        del self.kept("endpoint group")[self.group()["EndpointGroupArn"]]
        return EmptyResult()

    def list_cross_account_resources(self):
        """ListCrossAccountResources: nobody shares any."""
        return ActionResult({"CrossAccountResources": []})

    def list_tags_for_resource(self):
        """ListTagsForResource."""
        tags = self.tags().items()
        return ActionResult({"Tags": [{"Key": key, "Value": value} for key, value in tags]})

    def tag_resource(self):
        """TagResource."""
        self.tags().update({tag["Key"]: tag["Value"] for tag in self.params["Tags"]})
        return EmptyResult()

    def untag_resource(self):
        """UntagResource."""
        for key in self.params["TagKeys"]:
            self.tags().pop(key, None)
        return EmptyResult()

    def accelerator(self):
        """The accelerator that the call names."""
        return self.found("accelerator", self.params["AcceleratorArn"], "AcceleratorNotFoundException")

    def listener(self):
        """The listener that the call names."""
        return self.found("listener", self.params["ListenerArn"], "ListenerNotFoundException")

    def group(self):
        """The endpoint group that the call names."""
        return self.found("endpoint group", self.params["EndpointGroupArn"], "EndpointGroupNotFoundException")

    def tags(self):
        """The tags of the accelerator that the call names."""
        return self.found("accelerator", self.params["ResourceArn"], "AcceleratorNotFoundException")["tags"]

    def below(self, arn, kind):
        """What of a kind belongs to a resource."""
        return [resource for id_, resource in self.kept(kind).items() if id_.startswith(f"{arn}/")]


def change(resource, params, names):
    """Set the fields that a call gives."""
    resource.update({name: params[name] for name in names if params.get(name) is not None})


def endpoints(configurations):
    """Endpoints as they are described: healthy, with the documented default weight of 128."""
    return [{"Weight": 128, "HealthState": "HEALTHY", **configuration} for configuration in configurations]
