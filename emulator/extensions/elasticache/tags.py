"""Tags of every kind of ElastiCache resource.

AWS: ElastiCache API Reference, ListTagsForResource: also for parameter groups and user groups.
moto: refuses their ARNs as invalid.
Here: any ElastiCache ARN has tags, if only none.
"""

import re

from moto.elasticache.models import ElastiCacheBackend
from patching import replace


@replace(ElastiCacheBackend, "__init__")
def __init__(original, self, *args, **kwargs):
    """Know all ARNs of the service."""
    original(self, *args, **kwargs)
    self.arn_regex = re.compile(r"^arn:[^:]+:elasticache:[^:]+:[0-9]+:[a-z]+:.+$")
