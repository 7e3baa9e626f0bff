"""A configuration set answers whether sending is enabled.

AWS: SES API v2 Reference, GetConfigurationSet, SendingOptions: {"SendingEnabled": boolean}, true by default.
moto: answers the whole options object in place of the boolean.
Here: the boolean.
"""

from moto.ses.models import ConfigurationSet
from patching import replace


@replace(ConfigurationSet, "to_dict_v2")
def to_dict_v2(original, self):
    """Unwrap the options that were given, if any."""
    answer = original(self)
    enabled = self.enabled.get("SendingEnabled", True) if isinstance(self.enabled, dict) else self.enabled
    answer["SendingOptions"] = {"SendingEnabled": enabled}
    return answer
