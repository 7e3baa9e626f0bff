"""Renames the key `orgName` to `name` in <root>/<organisation>/SetUp.json.

Releases before `name` wrote `orgName`, which the server's message no longer has.
Running it again changes nothing.
"""

import json
import os
import sys
from pathlib import Path


def migrated(setup):
    """The same settings under the key of today; a `name` that is already there wins."""
    if "orgName" not in setup:
        return setup
    rest = {key: value for key, value in setup.items() if key != "orgName"}
    return {"name": setup["orgName"], **rest}


def migrate(path):
    """Rewrite one file, whole or not at all."""
    try:
        setup = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        sys.exit(f"{path}: not JSON ({error}). Repair the object in S3 or run SetUp for this organisation again.")
    if not isinstance(setup, dict):
        sys.exit(f"{path}: expected an object with name, version and is_public, found {type(setup).__name__}.")
    result = migrated(setup)
    if result is setup:
        return
    scratch = path.with_name(path.name + ".new")
    scratch.write_text(json.dumps(result, indent=4), encoding="utf-8")
    os.replace(scratch, path)
    print(f"[ps-server] renamed orgName to name in {path}")


for file in sorted(Path(sys.argv[1]).glob("*/SetUp.json")):
    migrate(file)
