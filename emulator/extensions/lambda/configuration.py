"""A function's whole configuration comes back.

AWS: Lambda API Reference, CreateFunction, UpdateFunctionConfiguration and the type FunctionConfiguration;
LoggingConfig is {"LogFormat": "Text", "LogGroup": "/aws/lambda/NAME"} unless given.
moto: forgets the dead letter queue, logging, key and file systems, and does not change tracing or storage.
Here: kept at creation and change.
"""

from moto.awslambda.models import LambdaFunction
from patching import replace

KEPT = ("DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", "LoggingConfig")


def keep(function, given):
    """Remember what moto forgets; an empty value takes it back."""
    function.kept.update({name: given[name] for name in KEPT if name in given})


@replace(LambdaFunction, "__init__")
def __init__(original, self, account_id, spec, *args, **kwargs):
    """Keep what the function is created with."""
    self.kept = {}
    keep(self, spec)
    original(self, account_id, spec, *args, **kwargs)


@replace(LambdaFunction, "update_configuration")
def update_configuration(original, self, config_updates):
    """Keep what the function is changed with."""
    keep(self, config_updates)
    self.tracing_config = config_updates.get("TracingConfig") or self.tracing_config
    self.ephemeral_storage = (config_updates.get("EphemeralStorage") or {}).get("Size", self.ephemeral_storage)
    return original(self, config_updates)


@replace(LambdaFunction, "get_configuration")
def get_configuration(original, self, *args, **kwargs):
    """Answer it too."""
    default = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{self.function_name}"}
    logging = {**default, **self.kept.get("LoggingConfig", {})}
    kept = {name: value for name, value in self.kept.items() if value}
    return {**original(self, *args, **kwargs), **kept, "LoggingConfig": logging}
