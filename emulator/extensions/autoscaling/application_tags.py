"""Tags of scalable targets.

AWS: Application Auto Scaling API Reference, RegisterScalableTarget (Tags), ListTagsForResource, TagResource,
UntagResource.
moto: has none of the three and drops the tags; the 500 it answers is retried for minutes.
Here: tags are kept by the target's ARN.
"""

import json

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Response
from patching import add, replace
from tagging import as_pairs, tags_of


@replace(Response, "register_scalable_target")
def register_scalable_target(original, self):
    """Keep the tags given with a target."""
    answer = original(self)
    given = as_pairs(self._get_param("Tags"))
    tags_of(self.applicationautoscaling_backend).tag_resource(json.loads(answer)["ScalableTargetARN"], given)
    return answer


@add(Response, "list_tags_for_resource")
def list_tags_for_resource(self):
    """ListTagsForResource answers a map."""
    tags = tags_of(self.applicationautoscaling_backend).get_tag_dict_for_resource(self._get_param("ResourceARN"))
    return json.dumps({"Tags": tags})


@add(Response, "tag_resource")
def tag_resource(self):
    """TagResource adds and overwrites."""
    given = as_pairs(self._get_param("Tags"))
    tags_of(self.applicationautoscaling_backend).tag_resource(self._get_param("ResourceARN"), given)
    return json.dumps({})


@add(Response, "untag_resource")
def untag_resource(self):
    """UntagResource removes by key."""
    backend = self.applicationautoscaling_backend
    tags_of(backend).untag_resource_using_names(self._get_param("ResourceARN"), self._get_param("TagKeys"))
    return json.dumps({})
