"""Tags of budgets.

AWS: Budgets API Reference, CreateBudget (ResourceTags), ListTagsForResource, TagResource, UntagResource.
moto: has none of the three and drops the tags.
Here: tags are kept by the budget's ARN.
"""

import json

from moto.budgets.responses import BudgetsResponse
from patching import add, replace
from tagging import tags_of


@replace(BudgetsResponse, "create_budget")
def create_budget(original, self):
    """Keep the tags given with a budget."""
    answer = original(self)
    name = self._get_param("Budget")["BudgetName"]
    arn = f"arn:{self.partition}:budgets::{self._get_param('AccountId')}:budget/{name}"
    tags_of(self.backend).tag_resource(arn, self._get_param("ResourceTags") or [])
    return answer


@add(BudgetsResponse, "list_tags_for_resource")
def list_tags_for_resource(self):
    """ListTagsForResource answers a list of Key and Value."""
    tags = tags_of(self.backend).list_tags_for_resource(self._get_param("ResourceARN"))
    return json.dumps({"ResourceTags": tags["Tags"]})


@add(BudgetsResponse, "tag_resource")
def tag_resource(self):
    """TagResource adds and overwrites."""
    tags_of(self.backend).tag_resource(self._get_param("ResourceARN"), self._get_param("ResourceTags"))
    return json.dumps({})


@add(BudgetsResponse, "untag_resource")
def untag_resource(self):
    """UntagResource removes by key."""
    keys = self._get_param("ResourceTagKeys")
    tags_of(self.backend).untag_resource_using_names(self._get_param("ResourceARN"), keys)
    return json.dumps({})
