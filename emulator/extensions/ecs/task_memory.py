"""A task runs whose containers have no memory of their own.

AWS: ECS Developer Guide, "Task definition parameters": on Fargate the task has memory, and a container's is optional.
moto: adds up the containers' memory when it runs a task, and fails where one has none.
Here: a container without memory counts as none.
"""

from types import SimpleNamespace

from moto.ecs.models import EC2ContainerServiceBackend
from patching import replace


@replace(EC2ContainerServiceBackend, "_calculate_task_resource_requirements")
def requirements(original, _self, task_definition):
    """Count only what containers say."""
    containers = [with_memory(container) for container in task_definition.container_definitions]
    return original(SimpleNamespace(container_definitions=containers))


def with_memory(container):
    """A container definition that says how much memory it has."""
    return {**container, "memory": container.get("memory") or container.get("memoryReservation") or 0}
