"""Settings from the environment: all of a program's, or none."""

import logging
import os
import sys


def read(*required: str, **optional: str) -> dict[str, str]:
    """The required variables and the optional ones with their defaults; ends the program if some are missing."""
    missing = [name for name in required if not os.environ.get(name)]
    if missing:
        sys.exit(f"[kotta] missing environment variables: {' '.join(missing)}")
    return {name: os.environ[name] for name in required} | {
        name: os.environ.get(name) or default for name, default in optional.items()
    }


def seconds(settings: dict[str, str], name: str) -> float:
    """A variable that is a number of seconds above zero; ends the program if it is something else."""
    try:
        value = float(settings[name])
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        sys.exit(f"[kotta] {name} is not a number of seconds above zero: {settings[name]}")
    return value


def log_to_stdout() -> None:
    """Logs lines to standard output, where ECS takes them."""
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
