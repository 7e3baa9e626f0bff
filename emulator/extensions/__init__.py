"""What moto lacks, one concern per file. Importing a file applies it."""

from importlib import import_module
from pathlib import Path


def apply_all():
    """Import every extension beside this file, in the order of their names."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        import_module(f"{__name__}.{path.stem}")
