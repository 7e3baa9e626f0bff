"""A function's image settings are answered if there are any, and can be changed.

AWS: Lambda API Reference, UpdateFunctionConfiguration (ImageConfig) and the type FunctionConfiguration, whose
ImageConfigResponse holds the values that override those of the container image.
moto: answers empty values when none were given, and does not change them.
Here: nothing is answered when nothing overrides the image; a change takes effect, and an empty one takes all back.
"""

from moto.awslambda.models import ImageConfig, LambdaFunction
from patching import replace


@replace(LambdaFunction, "update_configuration")
def update_configuration(original, self, config_updates):
    """Change the image settings when the call speaks of them."""
    if "ImageConfig" in config_updates:
        self.image_config = ImageConfig(config_updates["ImageConfig"])
    return original(self, config_updates)


@replace(LambdaFunction, "get_configuration")
def get_configuration(original, self, *args, **kwargs):
    """Leave out what says nothing."""
    result = original(self, *args, **kwargs)
    if not any(self.image_config.response().values()):
        result.pop("ImageConfigResponse", None)
    return result
