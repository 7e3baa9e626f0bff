"""Applications answer times that clients can read, and can be deleted with their deployment groups.

AWS: CodeDeploy API Reference, type ApplicationInfo, createTime: a timestamp, in JSON seconds since 1970;
DeleteApplication, DeleteDeploymentGroup.
moto: answers a text, which clients refuse to read, and has neither of the calls.
Here: the number, and both calls.
"""

import json
from datetime import datetime

from moto.codedeploy.models import Application
from moto.codedeploy.responses import CodeDeployResponse
from patching import add, replace


@replace(Application, "to_dict")
def to_dict(original, self):
    """Write the time as seconds."""
    answer = original(self)
    moment = datetime.fromisoformat(answer["createTime"].replace("Z", "+00:00"))
    return {**answer, "createTime": moment.timestamp()}


@add(CodeDeployResponse, "delete_application")
def delete_application(self):
    """DeleteApplication, with its deployment groups; one that is gone is no error."""
    name, backend = self._get_param("applicationName"), self.codedeploy_backend
    backend.applications.pop(name, None)
    backend.deployment_groups.pop(name, None)
    return json.dumps({})


@add(CodeDeployResponse, "delete_deployment_group")
def delete_deployment_group(self):
    """DeleteDeploymentGroup; one that is gone is no error."""
    groups = self.codedeploy_backend.deployment_groups.get(self._get_param("applicationName"), {})
    groups.pop(self._get_param("deploymentGroupName"), None)
    return json.dumps({"hooksNotCleanedUp": []})
