"""What ECS tells a task about itself, and the task's protection from being stopped."""

import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

# Longest visibility of a message (12 hours), in minutes: no job runs for longer.
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
LONGEST_RUN_MINUTES = 720
ATTEMPTS = 3


class ProtectionRefused(Exception):
    """ECS did not change the protection of this task."""


@dataclass(frozen=True)
class Task:
    """The task that this program runs in."""

    arn: str
    cluster: str
    kind: str

    @property
    def id(self) -> str:
        return self.arn.rsplit("/", 1)[-1]


def describe() -> Task:
    """This task, from the metadata endpoint (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html)."""
    data = _call(f"{os.environ['ECS_CONTAINER_METADATA_URI_V4']}/task")
    return Task(arn=data["TaskARN"], cluster=data["Cluster"], kind=data.get("LaunchType", "unknown"))


def protect(on: bool) -> None:
    """Protects this task from scale-in and deploys, or no longer
    (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html)."""
    body = {"ProtectionEnabled": on} | ({"ExpiresInMinutes": LONGEST_RUN_MINUTES} if on else {})
    for attempt in range(1, ATTEMPTS + 1):
        try:
            answer = _call(f"{os.environ['ECS_AGENT_URI']}/task-protection/v1/state", body)
            if answer.get("protection", {}).get("ProtectionEnabled") is on:
                return
            reason = json.dumps(answer)
        except OSError as error:
            reason = _text(error)
        if attempt < ATTEMPTS:
            time.sleep(attempt)
    raise ProtectionRefused(
        f"ECS did not {'protect' if on else 'release'} this task: {reason}. "
        "The task must belong to a service, and its role needs ecs:UpdateTaskProtection."
    )


def _call(url: str, body: dict | None = None) -> dict:
    request = urllib.request.Request(
        url,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="GET" if body is None else "PUT",
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def _text(error: OSError) -> str:
    return error.read().decode(errors="replace") if isinstance(error, urllib.error.HTTPError) else str(error)
