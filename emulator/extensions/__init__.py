"""What moto lacks, one concern per file, in a folder for each service of AWS. Importing a file applies it."""

from importlib import import_module
from pathlib import Path


def apply_all():
    """Import every extension, in the order of their names; a name that begins with an underscore is a part of others."""
    folder = Path(__file__).parent
    for path in sorted(folder.glob("*/[a-z]*.py")):
        import_module(f"{__name__}.{path.parent.name}.{path.stem}")
