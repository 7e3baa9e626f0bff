"""Enhanced monitoring and Performance Insights of instances and clusters.

AWS: RDS API Reference, CreateDBInstance and CreateDBCluster, MonitoringInterval, MonitoringRoleArn,
EnablePerformanceInsights, PerformanceInsightsKMSKeyId, PerformanceInsightsRetentionPeriod (7 days unless
given), DatabaseInsightsMode (standard unless given); the types answer them, PerformanceInsightsEnabled for
EnablePerformanceInsights.
moto: drops them at creation, and keeps them under the request's name when they are modified.
Here: kept at creation and modification, answered under the names of the types.
"""

from moto.rds.models import DBCluster, DBInstance
from patching import add, replace

KEPT = (
    "database_insights_mode",
    "dedicated_log_volume",
    "enable_local_write_forwarding",
    "engine_lifecycle_support",
    "enable_performance_insights",
    "monitoring_interval",
    "monitoring_role_arn",
    "network_type",
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
)
RETENTION_DAYS = 7


def monitored(model):
    """Make a model keep and answer its monitoring."""

    @replace(model, "__init__")
    def __init__(original, self, *args, **kwargs):
        original(self, *args, **kwargs)
        for name in KEPT:
            if kwargs.get(name) is not None:
                setattr(self, name, kwargs[name])
        if self.performance_insights_enabled and not kwargs.get("performance_insights_retention_period"):
            self.performance_insights_retention_period = RETENTION_DAYS

    enabled = property(lambda self: getattr(self, "enable_performance_insights", False))
    add(model, "performance_insights_enabled")(enabled)
    add(model, "monitoring_interval")(0)
    add(model, "engine_lifecycle_support")("open-source-rds-extended-support")
    add(model, "database_insights_mode")("standard")


monitored(DBInstance)
monitored(DBCluster)
