"""The REST interface: JSON for programs, with a token of Login with Amazon in each call."""

from functools import wraps

from flask import Blueprint, current_app, request

from . import submission
from .amazon import LoginFailed
from .files import ENCRYPTED

rest = Blueprint("rest", __name__, url_prefix="/rest/v1")


def kotta():
    return current_app.extensions["kotta"]


def with_user(view):
    """Calls the view with the user whose `access_token` or `refresh_token` the form has."""

    @wraps(view)
    def guarded(*args, **kwargs):
        try:
            user = kotta().users.find(kotta().amazon.profile(_access_token()))
        except LoginFailed as problem:
            return _fail(str(problem), 401)
        return _fail("this user was not added", 403) if user is None else view(user, *args, **kwargs)

    return guarded


@rest.post("/submit_task")
@with_user
def submit_task(user):
    try:
        item = submission.job(request.form, user, kotta().files.bucket, kotta().role_prefix)
    except submission.BadJob as problem:
        return _fail(str(problem), 400)
    kotta().board.submit(item)
    return {"status": "Success", "job_id": item["job_id"]}


@rest.route("/list_tasks", methods=["GET", "POST"])
@with_user
def list_tasks(user):
    jobs = kotta().board.all_of(user["user_id"])
    return {"status": "Success", "items": {str(index): _plain(job) for index, job in enumerate(jobs)}}


@rest.route("/status_task/<job_id>", methods=["GET", "POST"])
@with_user
def status_task(user, job_id):
    job = kotta().board.one_of(user["user_id"], job_id)
    if job is None:
        return _fail("there is no such job of yours", 404)
    shown = {name: value for name, value in _plain(job).items() if not name.startswith("i_")}
    outputs = {output["name"]: output["url"] for output in kotta().files.outputs(job_id)}
    return {"status": job["status"], "job": shown, "outputs": outputs}


@rest.post("/cancel_task/<job_id>")
@with_user
def cancel_task(user, job_id):
    if not kotta().board.cancel(user["user_id"], job_id):
        return _fail("there is no such job of yours, or it is over", 404)
    return {"status": "Success"}


@rest.post("/upload_url")
@with_user
def upload_url(user):
    path = request.form.get("filepath", "")
    if not path or any(part in ("", ".", "..") for part in path.split("/")):
        return _fail(f"filepath is not the path of a file: {path!r}", 400)
    url = kotta().files.upload_url(user["user_id"], path)
    return {"status": "Success", "upload_url": url, "headers": ENCRYPTED}


def _access_token() -> str:
    if refresh_token := request.form.get("refresh_token"):
        return kotta().amazon.refreshed(refresh_token)
    if access_token := request.form.get("access_token"):
        return access_token
    raise LoginFailed("access_token or refresh_token is missing")


def _plain(job: dict) -> dict:
    """Without DynamoDB's numbers and lists."""
    return {name: value if isinstance(value, (str, list, dict)) else str(value) for name, value in job.items()}


def _fail(reason: str, code: int):
    return {"status": "Fail", "reason": reason}, code
