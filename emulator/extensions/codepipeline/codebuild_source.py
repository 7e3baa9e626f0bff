"""Build projects that a pipeline feeds have no location.

AWS: CodeBuild API Reference, types ProjectSource and ProjectArtifacts: location is not specified for
CODEPIPELINE, nor for NO_SOURCE; ProjectEnvironment has more types than moto accepts.
moto: asks for both locations and refuses newer environments.
Here: accepted as documented; the other checks remain moto's.
"""

from moto.codebuild import responses
from patching import replace


@replace(responses, "_validate_required_params_source")
def _validate_required_params_source(original, source):
    """No location for a pipeline's source, or for none."""
    if source["type"] not in ("CODEPIPELINE", "NO_SOURCE"):
        original(source)


@replace(responses, "_validate_required_params_artifacts")
def _validate_required_params_artifacts(original, artifacts):
    """No location for a pipeline's artifacts."""
    if artifacts["type"] != "CODEPIPELINE":
        original(artifacts)


@replace(responses, "_validate_required_params_environment")
def _validate_required_params_environment(_original, _environment):
    """The list of environments is AWS's to keep."""
