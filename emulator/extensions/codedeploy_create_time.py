"""An application's creation time is a number.

AWS: CodeDeploy API Reference, type ApplicationInfo, createTime: a timestamp, which JSON services write as
seconds since 1970.
moto: answers a text, which clients refuse to read.
Here: the number.
"""

from datetime import datetime

from moto.codedeploy.models import Application
from patching import replace


@replace(Application, "to_dict")
def to_dict(original, self):
    """Write the time as seconds."""
    answer = original(self)
    moment = datetime.fromisoformat(answer["createTime"].replace("Z", "+00:00"))
    return {**answer, "createTime": moment.timestamp()}
