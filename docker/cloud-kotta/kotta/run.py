"""One job from its inputs to its outputs, with its status in the jobs table."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from . import command, staging
from .jobs import Jobs


@dataclass(frozen=True)
class Place:
    """Where jobs run, and how long they may."""

    task: str
    bucket: str
    region: str
    code: str
    max_walltime: float


class Failed(Exception):
    """The job has failed by its own fault; `code` is that of its command, if it ran."""

    def __init__(self, reason: str, code: int | None = None):
        super().__init__(reason)
        self.code = code


def run(job: dict, folder: Path, jobs: Jobs, s3, sts, place: Place, check: Callable[[], None]) -> None:
    """Stages inputs with the user's rights, runs the command, stages outputs with the worker's. Raises `Failed`."""
    job_id = job["job_id"]
    begun = time.time()
    try:
        staging.fetch(job.get("inputs") or [], folder, _as_user(job, sts, place), check)
        staged_in = time.time()
        jobs.set(job_id, place.task, "processing", z_stagein_dur=staged_in - begun)
        code = command.run(job, folder, _seconds(job, place), place.code, check)
        processed = time.time()
        jobs.set(job_id, place.task, "staging_outputs", z_processing_dur=processed - staged_in)
        names = ["STDOUT.txt", "STDERR.txt", *(str(output["src"]) for output in job.get("outputs") or [])]
        missing = staging.keep(
            list(dict.fromkeys(names)), folder, s3, place.bucket, f"outputs/{job_id}", check
        )
    except (staging.StagingFailed, command.CannotStart) as error:
        raise Failed(str(error)) from error
    if code == command.WALLTIME_EXCEEDED:
        raise Failed("the job ran for longer than its walltime", code)
    if code != 0:
        raise Failed(f"the command ended with exit code {code}", code)
    if missing:
        raise Failed(f"the command did not make {', '.join(missing)}", code)
    jobs.set(job_id, place.task, "completed", complete_time=time.time(), z_stageout_dur=time.time() - processed)
    logging.info("job %s: completed", job_id)


def _as_user(job: dict, sts, place: Place):
    """S3 with the rights of the role that the job's user has."""
    if not job.get("inputs"):
        return None
    role = job.get("i_user_role")
    try:
        credentials = sts.assume_role(RoleArn=role, RoleSessionName=f"kotta-{job['job_id']}"[:64])["Credentials"]
    except (ClientError, BotoCoreError) as error:
        raise Failed(f"the role of the job's user, {role}, cannot be assumed: {error}") from error
    return boto3.client(
        "s3",
        region_name=place.region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def _seconds(job: dict, place: Place) -> float:
    """The walltime that the job asks for (24 hours, if it does not), but no more than its message stays hidden."""
    return min(float(job.get("walltime") or 86_400), place.max_walltime)
