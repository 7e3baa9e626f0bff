"""Detailed monitoring of instances.

AWS: EC2 API Reference, MonitorInstances, UnmonitorInstances.
moto: implements neither.
Here: both set the state that DescribeInstances answers.
"""

from moto.core.responses import ActionResult
from moto.ec2.responses.monitoring import Monitoring
from patching import replace


def set_monitoring(response, state):
    """Set the state of the instances named in the call and answer as the API does."""
    instances = [response.ec2_backend.get_instance(id_) for id_ in response._get_param("InstanceIds", [])]
    for instance in instances:
        instance.monitoring_state = state
    found = [{"InstanceId": instance.id, "Monitoring": {"State": state}} for instance in instances]
    return ActionResult({"InstanceMonitorings": found})


@replace(Monitoring, "monitor_instances")
def monitor_instances(_original, self):
    """Turn detailed monitoring on."""
    return set_monitoring(self, "enabled")


@replace(Monitoring, "unmonitor_instances")
def unmonitor_instances(_original, self):
    """Turn detailed monitoring off."""
    return set_monitoring(self, "disabled")
