"""Parameters of instance and cluster parameter groups.

AWS: RDS API Reference, type Parameter, Source: a value that a user set has the source "user";
DescribeDBParameters and DescribeDBClusterParameters filter by Source; ResetDBParameterGroup and
ResetDBClusterParameterGroup take values back.
moto: keeps the values without a source, so a client that asks for the user's sees none; cannot reset.
Here: set values have the source, the filter holds, and a reset removes them.
"""

from moto.core.responses import ActionResult
from moto.rds.models import DBClusterParameterGroup, DBParameterGroup
from moto.rds.responses import RDSResponse
from patching import add, replace


@replace(DBParameterGroup, "update_parameters")
def update_parameters(original, self, new_parameters):
    """Mark the values as the user's."""
    return original(self, [{**parameter, "Source": "user"} for parameter in new_parameters])


@replace(DBClusterParameterGroup, "update_cluster_parameters")
def update_cluster_parameters(original, self, new_parameters):
    """Mark the values as the user's."""
    return original(self, [{**parameter, "Source": "user"} for parameter in new_parameters])


def from_source(response, result):
    """Keep the parameters of the source that the call asks for; all of them without one."""
    source = response.params.get("Source")
    found = [p for p in result.result["Parameters"] if source in (None, p.get("Source"))]
    return ActionResult({"Parameters": found})


@replace(RDSResponse, "describe_db_parameters")
def describe_db_parameters(original, self):
    """Filter by source."""
    return from_source(self, original(self))


@replace(RDSResponse, "describe_db_cluster_parameters")
def describe_db_cluster_parameters(original, self):
    """Filter by source."""
    return from_source(self, original(self))


def reset(response, group):
    """Remove the values that the call names, or all of them."""
    names = [parameter["ParameterName"] for parameter in response.params.get("Parameters") or []]
    for name in list(group.parameters) if response.params.get("ResetAllParameters") else names:
        group.parameters.pop(name, None)


@add(RDSResponse, "reset_db_parameter_group")
def reset_db_parameter_group(self):
    """ResetDBParameterGroup."""
    name = self.params["DBParameterGroupName"]
    reset(self, self.backend.db_parameter_groups[name])
    return ActionResult({"DBParameterGroupName": name})


@add(RDSResponse, "reset_db_cluster_parameter_group")
def reset_db_cluster_parameter_group(self):
    """ResetDBClusterParameterGroup."""
    name = self.params["DBClusterParameterGroupName"]
    reset(self, self.backend.db_cluster_parameter_groups[name])
    return ActionResult({"DBClusterParameterGroupName": name})
