"""Helix's settings, with the whole of the database's secret.

Helix takes host, port, name, user and password of its database out of one secret. The secret that RDS keeps has user
and password only (RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager"). What it lacks comes
from environment variables; what it has wins.
"""

import json
import os

SECRET = "HELIXDBCLUSTER_SECRET"
VARIABLES = {"host": "POSTGRES_HOST", "port": "POSTGRES_PORT", "dbname": "POSTGRES_DB"}


def secret():
    """The secret, which ECS has put in or whose ARN it has given."""
    if os.environ.get(SECRET):
        try:
            content = json.loads(os.environ[SECRET])
        except ValueError:
            content = None
        # Outside of `except`: whoever collects errors would find the whole text in that one.
        if not isinstance(content, dict):
            raise RuntimeError(SECRET + " is no JSON object")
        return content
    from helix.aws.secrets_manager import fetch_db_credentials_from_secret_arn

    return fetch_db_credentials_from_secret_arn(os.environ[SECRET + "_ARN"])


def whole(content):
    """The secret with what it lacks."""
    lacking = {key: name for key, name in VARIABLES.items() if key not in content}
    unset = [name for name in lacking.values() if not os.environ.get(name)]
    if unset:
        raise RuntimeError("the database's secret does not say where the database is: set " + ", ".join(unset))
    return {**content, **{key: os.environ[name] for key, name in lacking.items()}}


os.environ[SECRET] = json.dumps(whole(secret()))
try:
    from helix.settings import *  # noqa: F401,F403
finally:
    # What Helix starts, a browser for one, must not inherit the password.
    del os.environ[SECRET]
