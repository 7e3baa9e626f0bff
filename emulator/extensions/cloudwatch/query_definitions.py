"""Saved queries of CloudWatch Logs Insights.

AWS: CloudWatch Logs API Reference, PutQueryDefinition, DescribeQueryDefinitions, DeleteQueryDefinition.
moto: has none of them.
Here: all three.
"""

import json
from uuid import uuid4

from moto.core.utils import unix_time_millis
from moto.logs.responses import LogsResponse
from patching import add

FIELDS = ("name", "queryString", "logGroupNames", "queryLanguage")


def definitions_of(response):
    """The saved queries of the account and region, by id."""
    backend = response.logs_backend
    if not hasattr(backend, "query_definitions"):
        backend.query_definitions = {}
    return backend.query_definitions


@add(LogsResponse, "put_query_definition")
def put_query_definition(self):
    """PutQueryDefinition: a new one, or a new content for the id that is given."""
    id_ = self._get_param("queryDefinitionId") or str(uuid4())
    given = {name: self._get_param(name) for name in FIELDS}
    definitions_of(self)[id_] = {
        **{name: value for name, value in given.items() if value is not None},
        "queryDefinitionId": id_,
        "lastModified": int(unix_time_millis()),
    }
    return json.dumps({"queryDefinitionId": id_})


@add(LogsResponse, "describe_query_definitions")
def describe_query_definitions(self):
    """DescribeQueryDefinitions: those whose name starts as asked."""
    prefix = self._get_param("queryDefinitionNamePrefix") or ""
    found = [d for d in definitions_of(self).values() if d["name"].startswith(prefix)]
    return json.dumps({"queryDefinitions": found})


@add(LogsResponse, "delete_query_definition")
def delete_query_definition(self):
    """DeleteQueryDefinition."""
    removed = definitions_of(self).pop(self._get_param("queryDefinitionId"), None)
    return json.dumps({"success": removed is not None})
