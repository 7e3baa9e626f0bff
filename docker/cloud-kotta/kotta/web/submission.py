"""What a user submits, as an item of the jobs table."""

import time
import uuid

from ..command import words

POOLS = ("Prod", "Test")
JOB_TYPES = ("script", "generic")
# Minutes; a worker's MAX_WALLTIME in its default.
LONGEST_WALLTIME = 690


class BadJob(Exception):
    """A job that cannot be run; the text is for its user."""


def job(form, user: dict, bucket: str, role_prefix: str) -> dict:
    """The item of a new job, from the fields of the form."""
    job_id = str(uuid.uuid4())
    outputs = _names(form.get("outputs", ""))
    item = {
        "job_id": job_id,
        "jobname": form.get("jobname", "").strip() or job_id,
        "jobtype": _one_of("jobtype", form.get("jobtype", "script"), JOB_TYPES),
        "queue": _one_of("queue", form.get("queue", ""), POOLS),
        "status": "pending",
        "username": user["name"],
        "user_email": user["email"],
        "i_user_id": user["user_id"],
        "i_user_role": role_prefix + user["role"],
        "submit_time": int(time.time()),
        "submit_stamp": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
        "walltime": 60 * _minutes(form.get("walltime", "")),
        "executable": form.get("executable", "").strip(),
        "args": form.get("args", "").strip(),
        "inputs": [{"src": source, "dest": source.rsplit("/", 1)[-1]} for source in _names(form.get("inputs", ""))],
        "outputs": [{"src": name, "dest": f"{bucket}/outputs/{job_id}/{name}"} for name in outputs],
    }
    try:
        words(item)
    except ValueError as error:
        raise BadJob(str(error)) from error
    return item | _script(form)


def _script(form) -> dict:
    if not form.get("script", "").strip():
        return {}
    name = form.get("script_name", "").strip()
    if not name or "/" in name or name in (".", ".."):
        raise BadJob(f"script_name is not the name of a file: {name!r}")
    return {"i_script": form["script"], "i_script_name": name}


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace("\n", ",").split(",") if name.strip()]


def _one_of(field: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise BadJob(f"{field} is none of {', '.join(values)}: {value!r}")
    return value


def _minutes(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_WALLTIME:
        raise BadJob(f"walltime is not a number of minutes from 1 to {LONGEST_WALLTIME}: {text!r}")
    return int(text)
