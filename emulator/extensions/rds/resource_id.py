"""Every DB instance has a resource id of its own.

AWS: RDS API Reference, type DBInstance, DbiResourceId: "The AWS Region-unique, immutable identifier".
moto: all instances share one, so a client that reads by it finds several.
Here: each instance gets its own when it is made; a replica and a restored instance are new instances.
"""

from random import choices
from string import ascii_uppercase, digits

from moto.rds.models import DBInstance, RDSBackend
from patching import replace


def new_resource_id():
    """An id of RDS's form."""
    return "db-" + "".join(choices(ascii_uppercase + digits, k=26))


@replace(DBInstance, "__init__")
def __init__(original, self, *args, **kwargs):
    """Make the instance with its own id."""
    original(self, *args, **kwargs)
    self.dbi_resource_id = new_resource_id()


@replace(RDSBackend, "create_db_instance_read_replica")
def create_db_instance_read_replica(original, self, *args, **kwargs):
    """moto copies the primary, id included."""
    replica = original(self, *args, **kwargs)
    replica.dbi_resource_id = new_resource_id()
    return replica
