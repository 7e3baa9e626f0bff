"""A read replica has settings of its own.

AWS: RDS API Reference, CreateDBInstanceReadReplica: deletion protection, Multi-AZ, log exports, monitoring,
tags and backups are those of the call, not those of the source.
moto: copies the source with all of them, shares its lists, and deletes the source's managed secret together
with the replica.
Here: what the call does not give is at its default, and the source's secret stays the source's.
"""

from moto.rds.models import RDSBackend
from patching import replace

DEFAULTS = {
    "backup_retention_period": 0,
    "copy_tags_to_snapshot": False,
    "db_security_groups": [],
    "deletion_protection": False,
    "enable_iam_database_authentication": False,
    "enable_performance_insights": False,
    "enabled_cloudwatch_logs_exports": [],
    "manage_master_user_password": False,
    "monitoring_interval": 0,
    "monitoring_role_arn": None,
    "multi_az": False,
    "performance_insights_kms_key_id": None,
    "performance_insights_retention_period": None,
    "tags": [],
}


@replace(RDSBackend, "create_db_instance_read_replica")
def create_db_instance_read_replica(original, self, db_kwargs):
    """Set each to what the call gave, or to its default."""
    replica = original(self, db_kwargs)
    for name, default in DEFAULTS.items():
        setattr(replica, name, db_kwargs.get(name, default))
    replica.enabled_cloudwatch_logs_exports = list(db_kwargs.get("enable_cloudwatch_logs_exports") or [])
    replica.__dict__.pop("master_user_secret", None)
    return replica
