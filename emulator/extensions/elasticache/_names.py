"""Names, versions and errors that the ElastiCache extensions share."""

from moto.elasticache.exceptions import ElastiCacheException

# ElastiCache User Guide, "Supported engines and versions": what a major or minor version stands for.
VERSIONS = {"redis": "7.1.0", "valkey": "8.0.1", "memcached": "1.6.22"}
ALIASES = {"6.x": "6.2.6", "6.0": "6.0.5", "6.2": "6.2.6"}


def arn_of(backend, kind, name):
    """The ARN of an ElastiCache resource."""
    return f"arn:{backend.partition}:elasticache:{backend.region_name}:{backend.account_id}:{kind}:{name}"


def fault(code, message):
    """Raise an ElastiCache error."""
    raise ElastiCacheException(code, message)


def full_version(engine, version):
    """The patch version that ElastiCache answers for the version that was asked for."""
    asked = ALIASES.get(version, version) or VERSIONS[engine]
    return asked if asked.count(".") > 1 else f"{asked}.0"


def default_parameter_group(engine, version, sharded):
    """The name of the parameter group that is used when none is given."""
    major, minor = version.split(".")[:2]
    family = major if engine == "valkey" or int(major) > 6 else f"{major}.x" if major == "6" else f"{major}.{minor}"
    return f"default.{engine}{family}{'.cluster.on' if sharded else ''}"
