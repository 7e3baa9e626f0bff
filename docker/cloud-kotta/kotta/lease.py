"""A worker's hold on its job: renewed beside the job, lost when somebody cancels it."""

import logging
import threading

from botocore.exceptions import BotoCoreError, ClientError

from .jobs import Jobs, NotMine


class Stopped(Exception):
    """ECS stops this task."""


class Lease(threading.Thread):
    """Renews the lease of one job four times in its length, until it is left."""

    def __init__(self, jobs: Jobs, job_id: str, task: str, seconds: float, stop: threading.Event):
        super().__init__(daemon=True)
        self._jobs, self._job_id, self._task, self._seconds, self._stopping = jobs, job_id, task, seconds, stop
        self._left = threading.Event()
        self._lost = threading.Event()

    def __enter__(self) -> "Lease":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self._left.set()
        self.join()

    def run(self) -> None:
        while not self._left.wait(self._seconds / 4):
            try:
                if not self._jobs.renew(self._job_id, self._task, self._seconds):
                    self._lost.set()
                    return
            except (ClientError, BotoCoreError) as error:
                logging.warning("job %s: the lease was not renewed, trying again: %s", self._job_id, error)

    def check(self) -> None:
        """Raises when the job must not go on here."""
        if self._lost.is_set():
            raise NotMine(self._job_id)
        if self._stopping.is_set():
            raise Stopped()
