"""A job's command: started in its folder, ended when its time is over or somebody asks."""

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path
from typing import Callable

from .staging import within

# Seconds a command gets to end by itself after SIGTERM; ECS gives the worker 120 at most.
GRACE = 10
WALLTIME_EXCEEDED = 1001
LOOK_EVERY = 0.2


class CannotStart(Exception):
    """The command cannot be started; the text is for the job's user."""


def run(job: dict, folder: Path, seconds: float, code: str, check: Callable[[], None]) -> int:
    """The command's exit code, or `WALLTIME_EXCEEDED`. `check` is called all the time and may raise: the command, with
    all it has started, does not live longer than this call."""
    try:
        wanted = words(job)
    except ValueError as error:
        raise CannotStart(str(error)) from error
    _write_script(job, folder)
    with (folder / "STDOUT.txt").open("wb") as out, (folder / "STDERR.txt").open("wb") as err:
        try:
            process = subprocess.Popen(
                wanted,
                cwd=folder,
                env=_environment(job["job_id"], folder, code),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotStart(f"{wanted[0]}: {error.strerror}") from error
        deadline = time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                try:
                    return process.wait(LOOK_EVERY)
                except subprocess.TimeoutExpired:
                    check()
            return WALLTIME_EXCEEDED
        finally:
            _end(process)


def words(job: dict) -> list[str]:
    """The command's words, quoted as for a shell; no shell reads them. `ValueError` if there is no command."""
    try:
        found = shlex.split(str(job.get("executable") or "")) + shlex.split(str(job.get("args") or ""))
    except ValueError as error:
        raise ValueError(f"the command cannot be read: {error}") from error
    if not found:
        raise ValueError("the job has no executable")
    return found


def _environment(job_id: str, folder: Path, code: str) -> dict[str, str]:
    """Nothing of the worker's own environment: that is where its credentials are found."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TURING_JOB_ID": job_id,
        "KOTTA_CODE": code,
    }


def _write_script(job: dict, folder: Path) -> None:
    if job.get("i_script"):
        script = within(folder, str(job["i_script_name"]))
        script.write_text(str(job["i_script"]).replace("\r\n", "\n"))
        script.chmod(0o744)


def _end(process: subprocess.Popen) -> None:
    _signal(process, signal.SIGTERM)
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        pass
    # Also what the command left running.
    _signal(process, signal.SIGKILL)
    process.wait()


def _signal(process: subprocess.Popen, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass
