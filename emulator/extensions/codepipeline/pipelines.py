"""Pipelines accept any trust policy that lets CodePipeline in, and answer times that clients can read.

AWS: IAM User Guide, "IAM JSON policy elements: Principal": Service is one name or a list of names;
CodePipeline API Reference, type PipelineMetadata: created and updated are timestamps, in JSON seconds since 1970.
moto: finds the service only when it stands alone in every statement, and answers times as text.
Here: the service is found in any statement; times are numbers.
"""

import json

from moto.codepipeline.exceptions import InvalidStructureException
from moto.codepipeline.models import CodePipeline, CodePipelineBackend
from moto.iam.exceptions import NotFoundException
from patching import replace, replace_property
from policy import listed

SERVICE = "codepipeline.amazonaws.com"


@replace(CodePipelineBackend, "create_pipeline")
def create_pipeline(_original, self, pipeline, tags):
    """Check what moto checks, with the trust policy read as IAM reads it."""
    name = pipeline["name"]
    if name in self.pipelines:
        raise InvalidStructureException(f"A pipeline with the name '{name}' already exists")
    if not trusts_service(self.iam_backend, pipeline["roleArn"]):
        raise InvalidStructureException(
            f"CodePipeline is not authorized to perform AssumeRole on role {pipeline['roleArn']}"
        )
    if len(pipeline["stages"]) < 2:
        raise InvalidStructureException("A pipeline has at least 2 stages")
    self.pipelines[name] = CodePipeline(self.account_id, self.region_name, pipeline)
    self.pipelines[name].validate_tags(tags or [])
    self.pipelines[name].tags.update({tag["key"]: tag["value"] for tag in tags or []})
    return pipeline, tags or []


def trusts_service(iam, role_arn):
    """Whether a statement of the role's trust policy names the service."""
    try:
        statements = listed(json.loads(iam.get_role_by_arn(role_arn).assume_role_policy_document)["Statement"])
    except NotFoundException:
        return False
    principals = [s["Principal"] for s in statements if isinstance(s.get("Principal"), dict)]
    return any(SERVICE in listed(principal.get("Service", [])) for principal in principals)


@replace_property(CodePipeline, "metadata")
def metadata(pipeline, answer):
    """Write the times as numbers."""
    return {**answer, "created": pipeline._created.timestamp(), "updated": pipeline._updated.timestamp()}
