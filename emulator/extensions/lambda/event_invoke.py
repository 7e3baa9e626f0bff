"""A function has one configuration for asynchronous invocation: the last one that was put.

AWS: Lambda API Reference, PutFunctionEventInvokeConfig: "If a configuration already exists for a function, version,
or alias, this operation overwrites it."
moto: keeps the first one, and answers it for ever.
Here: a new one takes the place of the one before.
"""

from moto.awslambda.models import LambdaBackend
from patching import replace


@replace(LambdaBackend, "put_function_event_invoke_config")
def put_function_event_invoke_config(original, self, function_name, config):
    """Forget the configuration before."""
    self.get_function(function_name).event_invoke_config = []
    return original(self, function_name, config)
