"""A configuration set answers the options that it was given.

AWS: SES API v2 Reference, GetConfigurationSet: SendingOptions is {"SendingEnabled": boolean}, true by default;
options that were never given are absent.
moto: answers the whole sending options in place of the boolean, and empty objects for what was not given.
Here: the boolean, and no empty objects.
"""

from moto.ses.models import ConfigurationSet
from patching import replace


@replace(ConfigurationSet, "to_dict_v2")
def to_dict_v2(original, self):
    """Unwrap the sending options and leave out what is empty."""
    answer = {name: value for name, value in original(self).items() if value != {}}
    enabled = self.enabled.get("SendingEnabled", True) if isinstance(self.enabled, dict) else self.enabled
    return {**answer, "SendingOptions": {"SendingEnabled": enabled}}
