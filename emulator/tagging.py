"""Tags for what moto keeps without any."""

from moto.utilities.tagging_service import TaggingService


def tags_of(backend):
    """The tags that extensions keep beside one of moto's backends: by ARN, gone when it is reset."""
    if not hasattr(backend, "extension_tags"):
        backend.extension_tags = TaggingService()
    return backend.extension_tags


def as_pairs(tags):
    """Tags given as a map, as the list of Key and Value that TaggingService takes."""
    return [{"Key": key, "Value": value} for key, value in (tags or {}).items()]
