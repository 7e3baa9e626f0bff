"""Serverless settings of Aurora clusters.

AWS: RDS API Reference, type DBCluster: ScalingConfigurationInfo is for Aurora Serverless v1 only;
HttpEndpointEnabled (the Data API) is for Aurora clusters of either mode; EnableHttpEndpoint and
DisableHttpEndpoint switch it.
moto: answers a scaling configuration of nothing for every cluster, turns the Data API off except for a few
retired versions, and has neither of the two calls.
Here: no scaling configuration unless one was given; the Data API as asked.
"""

from moto.core.responses import ActionResult
from moto.rds.exceptions import DBClusterNotFoundError
from moto.rds.models import DBCluster
from moto.rds.responses import RDSResponse
from patching import add, replace_property, require


@replace_property(DBCluster, "scaling_configuration_info")
def scaling_configuration_info(cluster, info):
    """Absent when there is none."""
    return info if cluster.scaling_configuration else None


def set_data_api(cluster, enabled):
    """Keep what was asked for, on Aurora."""
    cluster._enable_http_endpoint = bool(enabled) and cluster.engine.startswith("aurora")


require(DBCluster, "enable_http_endpoint")
DBCluster.enable_http_endpoint = property(lambda cluster: cluster._enable_http_endpoint, set_data_api)


def switch_data_api(response, enabled):
    """Set the Data API of the cluster whose ARN the call names."""
    arn = response.params["ResourceArn"]
    cluster = response.backend.clusters.get(arn.split(":")[-1])
    if cluster is None:
        raise DBClusterNotFoundError(arn)
    cluster.enable_http_endpoint = enabled
    return ActionResult({"ResourceArn": arn, "HttpEndpointEnabled": cluster.http_endpoint_enabled})


@add(RDSResponse, "enable_http_endpoint")
def enable_http_endpoint(self):
    """EnableHttpEndpoint."""
    return switch_data_api(self, True)


@add(RDSResponse, "disable_http_endpoint")
def disable_http_endpoint(self):
    """DisableHttpEndpoint."""
    return switch_data_api(self, False)
