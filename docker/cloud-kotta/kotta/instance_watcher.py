"""Looks through the active queues: brings jobs of lost workers back, drops what is over, lets idle workers go."""

import logging

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from . import ecs_task, settings, stopping
from .jobs import OVER, Jobs
from .mail import Mail
from .pool import Pool
from .queues import KILL_REQUEST, Message, Queue

# Messages SQS gives out at once, at most.
BATCH = 10
# Seconds a message is hidden while it is looked at.
LOOK = 30


class Watcher:
    """What is done with the messages of one pool's active queue."""

    def __init__(self, pending: Queue, active: Queue, jobs: Jobs, pool: Pool, mail: Mail):
        self._pending, self._active, self._jobs, self._pool, self._mail = pending, active, jobs, pool, mail
        self._attempts = pending.attempts()

    def round(self, stop) -> None:
        """Looks at every message once."""
        keep: list[Message] = []
        try:
            while messages := self._active.receive(BATCH, hidden=LOOK, wait=1):
                for message in messages:
                    if self._handled(message):
                        self._active.delete(message.handle)
                    else:
                        keep.append(message)
                if stop.is_set():
                    break
        finally:
            for message in keep:
                self._active.hide(message.handle, 0)

    def _handled(self, message: Message) -> bool:
        """Whether nothing more is to be done; a message that cannot be dealt with holds no other up."""
        try:
            return not self._needed(message)
        except (ClientError, BotoCoreError):
            logging.exception("job %s on %s: tried again in the next round", message.job_id, message.instance_id)
            return False

    def _needed(self, message: Message) -> bool:
        if message.job_id == KILL_REQUEST and message.instance_id:
            self._pool.shrink(message.instance_id, self._pending)
            return False
        known = message.job_id and message.instance_id and message.pending_handle
        job = self._jobs.get(message.job_id) if known else None
        if job is None or job["status"] in OVER:
            logging.info("job %s: over, its message is dropped", message.job_id)
            return False
        if self._pool.runs(message.instance_id):
            # A worker that goes on after it gave the job back has no more to do with it.
            return job.get("i_instance_id") == message.instance_id and job["status"] != "pending"
        self._bring_back(message, job)
        return False

    def _bring_back(self, message: Message, job: dict) -> None:
        """The table first: who receives the message next must find the job free."""
        logging.warning("job %s: its worker %s is lost, another may have it", message.job_id, message.instance_id)
        last = int(job.get("i_attempt", 0)) >= self._attempts
        mine = self._jobs.give_back(message.job_id, message.instance_id, last)
        try:
            self._pending.hide(message.pending_handle, 0)
        except ClientError as error:
            # It is visible already, or somebody has it by now.
            logging.info("job %s: its message was not hidden: %s", message.job_id, error)
        if mine and last:
            self._mail.ended(job, "failed")


def main() -> None:
    settings.log_to_stdout()
    stop = stopping.on_signal()
    values = settings.read(
        "AWS_REGION",
        "JOBS_TABLE",
        "PROD_QUEUE_URL",
        "PROD_ACTIVE_QUEUE_URL",
        "TEST_QUEUE_URL",
        "TEST_ACTIVE_QUEUE_URL",
        "EMAIL_SENDER",
        "SERVER_URL",
        "ECS_CONTAINER_METADATA_URI_V4",
        WATCH_SECONDS="60",
    )
    wait = settings.seconds(values, "WATCH_SECONDS")
    session = boto3.Session(region_name=values["AWS_REGION"])
    sqs = session.client("sqs")
    jobs = Jobs(session.resource("dynamodb").Table(values["JOBS_TABLE"]))
    pool = Pool(session.client("ecs"), session.client("application-autoscaling"), ecs_task.describe().cluster)
    mail = Mail(session.client("ses"), values["EMAIL_SENDER"], values["SERVER_URL"])
    watchers = [
        Watcher(Queue(sqs, values[f"{name}_QUEUE_URL"]), Queue(sqs, values[f"{name}_ACTIVE_QUEUE_URL"]), jobs, pool, mail)
        for name in ("PROD", "TEST")
    ]
    while not stop.is_set():
        for watcher in watchers:
            watcher.round(stop)
        stop.wait(wait)


if __name__ == "__main__":
    main()
