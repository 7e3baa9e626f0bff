"""Takes jobs from one pool's queue, one at a time, and runs them."""

import logging
import tempfile
import threading
import time
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from . import ecs_task, settings, stopping
from .jobs import OVER, Jobs, NotMine
from .lease import Lease, Stopped
from .mail import Mail
from .queues import KILL_REQUEST, Message, Queue
from .run import Failed, Place, run

# Seconds that SQS hides a message for at most, counted from when it was received (43,200), less what passes until then.
LONGEST_HIDING = 43_000


class Worker:
    """The loop of one task."""

    def __init__(self, values: dict[str, str], task: ecs_task.Task, stop: threading.Event):
        session = boto3.Session(region_name=values["AWS_REGION"])
        sqs = session.client("sqs")
        self._task, self._stopping = task, stop
        self._pending = Queue(sqs, values["QUEUE_URL"])
        self._active = Queue(sqs, values["ACTIVE_QUEUE_URL"])
        self._jobs = Jobs(session.resource("dynamodb").Table(values["JOBS_TABLE"]))
        self._s3, self._sts = session.client("s3"), session.client("sts")
        self._mail = Mail(session.client("ses"), values["EMAIL_SENDER"], values["SERVER_URL"])
        self._scratch = Path(values["SCRATCH"])
        self._lease = settings.seconds(values, "LEASE_SECONDS")
        self._idle = settings.seconds(values, "IDLE_SECONDS")
        self._attempts = self._pending.attempts()
        self._visibility = min(int(self._pending.attribute("VisibilityTimeout")), LONGEST_HIDING)
        self._place = Place(
            task=task.arn,
            bucket=values["JOBS_BUCKET"],
            region=values["AWS_REGION"],
            code=values["CODE_FOLDER"],
            max_walltime=settings.seconds(values, "MAX_WALLTIME"),
        )

    def loop(self) -> None:
        """Works until ECS stops the task."""
        idle_since, asked = time.monotonic(), False
        while not self._stopping.is_set():
            # Hidden for two leases until the job is this task's: one lost in between comes back soon.
            for message in self._pending.receive(1, hidden=2 * self._lease):
                self._take(message)
                idle_since, asked = time.monotonic(), False
            if not asked and time.monotonic() - idle_since > self._idle:
                # Once: where the pool is at its smallest, the answer is no.
                self._active.post(KILL_REQUEST, self._task.arn)
                asked = True

    def _take(self, message: Message) -> None:
        if self._stopping.is_set():
            self._pending.hide(message.handle, 0)
            return
        job = self._jobs.get(message.job_id) if message.job_id else None
        if job is None:
            # It cannot be run, now or later: on its way to the dead-letter queue.
            logging.error("a message names no job of the table (job_id %s), attempt %d", message.job_id, message.attempt)
            self._pending.hide(message.handle, 0)
            return
        try:
            ecs_task.protect(True)
        except ecs_task.ProtectionRefused:
            self._pending.hide(message.handle, 0)
            raise
        try:
            self._claim(message)
        finally:
            ecs_task.protect(False)

    def _claim(self, message: Message) -> None:
        job_id = message.job_id
        if not self._jobs.claim(job_id, self._task.arn, self._task.kind, message.attempt, self._lease):
            if not self._dropped(message):
                logging.info("job %s: another task runs it, its message stays hidden", job_id)
                self._pending.hide(message.handle, self._visibility)
            return
        self._active.post(job_id, self._task.arn, message.handle)
        self._pending.hide(message.handle, self._visibility)
        logging.info("job %s: begun, attempt %d of %d", job_id, message.attempt, self._attempts)
        with tempfile.TemporaryDirectory(prefix="job-", dir=self._scratch, ignore_cleanup_errors=True) as folder:
            with log_file(Path(folder) / "worker.log") as log:
                (Path(folder) / "job").mkdir()
                self._run(message, Path(folder) / "job")
            self._post_mortem(job_id, log)

    def _dropped(self, message: Message) -> bool:
        """Deletes the message of a job that is over, or that the table does not have any more."""
        job = self._jobs.get(message.job_id)
        over = job is None or job["status"] in OVER
        if over:
            logging.info("job %s: over, its message is dropped", message.job_id)
            self._pending.delete(message.handle)
        return over

    def _run(self, message: Message, folder: Path) -> None:
        job_id, task = message.job_id, self._task.arn
        job = self._jobs.get(job_id)
        try:
            with Lease(self._jobs, job_id, task, self._lease, self._stopping) as lease:
                run(job, folder, self._jobs, self._s3, self._sts, self._place, lease.check)
            outcome = "completed"
        except Failed as failure:
            logging.info("job %s: failed: %s", job_id, failure)
            outcome = self._fail(job_id, failure)
        except NotMine:
            outcome = None
        except Stopped:
            logging.info("job %s: given back, because this task is stopped", job_id)
            self._give_back(message)
            return
        except Exception:
            # Not the job's fault: another attempt, until there are no more.
            logging.exception("job %s: given back, because the worker failed", job_id)
            self._give_back(message)
            return
        if outcome is None:
            self._dropped(message)
            return
        self._pending.delete(message.handle)
        self._mail.ended(job, outcome)

    def _fail(self, job_id: str, failure: Failed) -> str | None:
        code = {} if failure.code is None else {"ERROR_CODE": failure.code}
        try:
            self._jobs.set(
                job_id, self._task.arn, "failed", ERROR=str(failure), complete_time=time.time(), **code
            )
        except NotMine:
            return None
        return "failed"

    def _give_back(self, message: Message) -> None:
        """The table first: who receives the message next must find the job free."""
        last = message.attempt >= self._attempts
        if self._jobs.give_back(message.job_id, self._task.arn, last):
            self._pending.hide(message.handle, 0)
            if last:
                self._mail.ended(self._jobs.get(message.job_id), "failed")
        else:
            self._dropped(message)

    def _post_mortem(self, job_id: str, log: Path) -> None:
        key = f"postmortem/{self._task.id}/{job_id}.log"
        try:
            self._s3.upload_file(
                str(log), self._place.bucket, key, ExtraArgs={"ServerSideEncryption": "AES256"}
            )
        except (ClientError, BotoCoreError, boto3.exceptions.S3UploadFailedError) as error:
            logging.warning("job %s: its log is not in the bucket: %s", job_id, error)


class log_file:
    """A file that gets the log's lines too, for as long as one job runs."""

    def __init__(self, path: Path):
        self._path = path

    def __enter__(self) -> Path:
        self._handler = logging.FileHandler(self._path)
        self._handler.setFormatter(logging.getLogger().handlers[0].formatter)
        logging.getLogger().addHandler(self._handler)
        return self._path

    def __exit__(self, *_) -> None:
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def main() -> None:
    settings.log_to_stdout()
    stop = stopping.on_signal()
    values = settings.read(
        "AWS_REGION",
        "QUEUE_URL",
        "ACTIVE_QUEUE_URL",
        "JOBS_TABLE",
        "JOBS_BUCKET",
        "EMAIL_SENDER",
        "SERVER_URL",
        "ECS_AGENT_URI",
        "ECS_CONTAINER_METADATA_URI_V4",
        SCRATCH="/scratch",
        CODE_FOLDER="/code",
        IDLE_SECONDS="600",
        LEASE_SECONDS="120",
        MAX_WALLTIME="41400",
    )
    task = ecs_task.describe()
    logging.info("worker %s of %s", task.id, values["QUEUE_URL"])
    Worker(values, task, stop).loop()
    logging.info("worker %s has ended", task.id)


if __name__ == "__main__":
    main()
