"""Composite alarms.

AWS: CloudWatch API Reference, PutCompositeAlarm; DescribeAlarms, AlarmTypes.
moto: describes composite alarms, has no call that creates one, and ignores AlarmTypes.
Here: created with their rule, actions and suppressor; DescribeAlarms answers metric alarms only, unless
AlarmTypes says otherwise, as documented.
"""

from botocore import xform_name
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from patching import add, replace

SUPPRESSION = ("ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")


@add(CloudWatchResponse, "put_composite_alarm")
def put_composite_alarm(self):
    """PutCompositeAlarm: moto's metric alarm knows a rule."""
    answer = self.put_metric_alarm()
    alarm = self.cloudwatch_backend.alarms[self._get_param("AlarmName")]
    for name in SUPPRESSION:
        setattr(alarm, xform_name(name), self._get_param(name))
    return answer


@replace(CloudWatchResponse, "describe_alarms")
def describe_alarms(original, self):
    """Answer the types asked for."""
    result = original(self).result
    types = self._get_param("AlarmTypes") or ["MetricAlarm"]
    return ActionResult({f"{type_}s": result[f"{type_}s"] for type_ in types})
