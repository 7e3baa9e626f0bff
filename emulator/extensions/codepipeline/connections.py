"""CodeStar connections, which moto does not have.

AWS: AWS CodeStar Connections API Reference, CreateConnection, GetConnection, ListConnections,
DeleteConnection, TagResource, UntagResource, ListTagsForResource.
Here: a connection is PENDING, as it is in AWS until somebody completes it in the console.
"""

from uuid import uuid4

from moto.core.responses import ActionResult, EmptyResult
from services import ServiceResponse, mount

MISSING = "ResourceNotFoundException"


@mount("codestar-connections")
class CodeStarConnections(ServiceResponse):
    """The service."""

    service = "codestar-connections"

    def create_connection(self):
        """CreateConnection."""
        p = self.params
        arn = f"arn:{self.partition}:{self.service}:{self.region}:{self.current_account}:connection/{uuid4()}"
        self.kept("connection")[arn] = {
            "ConnectionName": p["ConnectionName"],
            "ConnectionArn": arn,
            "ProviderType": p.get("ProviderType"),
            "OwnerAccountId": self.current_account,
            "ConnectionStatus": "PENDING",
            "HostArn": p.get("HostArn"),
            "tags": {tag["Key"]: tag["Value"] for tag in p.get("Tags") or []},
        }
        return ActionResult({"ConnectionArn": arn, "Tags": p.get("Tags")})

    def get_connection(self):
        """GetConnection."""
        return ActionResult({"Connection": self.connection("ConnectionArn")})

    def list_connections(self):
        """ListConnections."""
        return ActionResult({"Connections": list(self.kept("connection").values())})

    def delete_connection(self):
        """DeleteConnection."""
        del self.kept("connection")[self.connection("ConnectionArn")["ConnectionArn"]]
        return EmptyResult()

    def list_tags_for_resource(self):
        """ListTagsForResource."""
        tags = self.connection("ResourceArn")["tags"]
        return ActionResult({"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]})

    def tag_resource(self):
        """TagResource."""
        self.connection("ResourceArn")["tags"].update({tag["Key"]: tag["Value"] for tag in self.params["Tags"]})
        return EmptyResult()

    def untag_resource(self):
        """UntagResource."""
        for key in self.params["TagKeys"]:
            self.connection("ResourceArn")["tags"].pop(key, None)
        return EmptyResult()

    def connection(self, parameter):
        """The connection whose ARN is a parameter of the call."""
        return self.found("connection", self.params[parameter], MISSING)
