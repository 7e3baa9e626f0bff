"""Aurora's storage types.

AWS: RDS API Reference, CreateDBCluster, StorageType: aurora and aurora-iopt1 for Aurora; type DBCluster,
AllocatedStorage: "For Aurora, AllocatedStorage always returns 1"; StorageType: answered only when it is
aurora-iopt1.
moto: fails on both storage types, and answers gp2 for Aurora.
Here: as documented. Multi-AZ DB clusters keep moto's answers.
"""

from moto.rds.models import DBCluster
from patching import replace, require


def is_aurora(engine):
    """Aurora's engines are aurora-mysql and aurora-postgresql."""
    return engine.startswith("aurora")


require(DBCluster, "default_allocated_storage")


@staticmethod
def default_allocated_storage(engine, storage_type, original=DBCluster.default_allocated_storage):
    """Always 1 for Aurora."""
    return 1 if is_aurora(engine) else original(engine, storage_type)


DBCluster.default_allocated_storage = default_allocated_storage


@replace(DBCluster, "__init__")
def __init__(original, self, *args, **kwargs):
    """Forget the storage type that moto invents for Aurora."""
    original(self, *args, **kwargs)
    if is_aurora(self.engine) and kwargs.get("storage_type") != "aurora-iopt1":
        self.storage_type = None
