"""Tags of a launch template are its own.

AWS: EC2 API Reference, CreateLaunchTemplate: TagSpecification tags the template, and TagSpecifications in
LaunchTemplateData what is started from it.
moto: answers the former among the latter.
Here: the data is as it was given.
"""

from moto.ec2.responses.launch_templates import LaunchTemplates
from patching import replace


@replace(LaunchTemplates, "create_launch_template")
def create_launch_template(original, self):
    """Take the template's own tags out of its data again."""
    result = original(self)
    data = self.ec2_backend.get_launch_template_by_name(self._get_param("LaunchTemplateName")).default_version().data
    given = [spec for spec in data.get("TagSpecifications", []) if spec["ResourceType"] != "launch-template"]
    data["TagSpecifications"] = given
    if not given:
        del data["TagSpecifications"]
    return result
