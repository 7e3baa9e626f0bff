"""Pages for browsers."""

import secrets
from functools import wraps

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for

from ..jobs import OVER
from . import submission
from .amazon import LoginFailed

pages = Blueprint("pages", __name__)


def kotta():
    return current_app.extensions["kotta"]


def logged_in(view):
    """Sends those to the login who have not done it."""

    @wraps(view)
    def guarded(*args, **kwargs):
        return view(*args, **kwargs) if "user_id" in session else redirect(url_for("pages.login"))

    return guarded


@pages.errorhandler(400)
@pages.errorhandler(403)
@pages.errorhandler(404)
def error(problem):
    return render_template("error.html", text=problem.description), problem.code


@pages.get("/")
def home():
    return render_template("home.html")


@pages.get("/login")
def login():
    return render_template("login.html", address=_to_amazon("pages.handle_login"))


@pages.get("/handle_login")
def handle_login():
    profile = _from_amazon(lambda amazon, code: amazon.profile(amazon.tokens(code, "/handle_login")["access_token"]))
    user = kotta().users.find(profile)
    if user is None:
        return render_template("login_reject.html", profile=profile), 403
    session.clear()
    session.update(user)
    return redirect(url_for("pages.jobs"))


@pages.post("/logout")
def logout():
    session.clear()
    return redirect(url_for("pages.home"))


@pages.get("/refresh_token")
@logged_in
def refresh_token():
    return redirect(_to_amazon("pages.handle_refresh"))


@pages.get("/handle_refresh")
@logged_in
def handle_refresh():
    tokens = _from_amazon(lambda amazon, code: amazon.tokens(code, "/handle_refresh"))
    return render_template("show_token.html", tokens=tokens)


@pages.get("/submit")
@logged_in
def submit():
    return render_template("submit.html", form={}, longest=submission.LONGEST_WALLTIME, problem=None)


@pages.post("/submit")
@logged_in
def submitted():
    try:
        item = submission.job(request.form, dict(session), kotta().files.bucket, kotta().role_prefix)
    except submission.BadJob as problem:
        page = render_template(
            "submit.html", form=request.form, longest=submission.LONGEST_WALLTIME, problem=str(problem)
        )
        return page, 400
    kotta().board.submit(item)
    return redirect(url_for("pages.job", job_id=item["job_id"]), 303)


@pages.get("/jobs")
@logged_in
def jobs():
    return render_template("jobs.html", jobs=kotta().board.all_of(session["user_id"]))


@pages.get("/jobs/<job_id>")
@logged_in
def job(job_id):
    item = _mine(job_id)
    shown = {name: value for name, value in sorted(item.items()) if not name.startswith(("i_", "z_"))}
    over = item["status"] in OVER
    return render_template(
        "job.html", job=shown, over=over, outputs=kotta().files.outputs(job_id) if over else []
    )


@pages.post("/cancel/<job_id>")
@logged_in
def cancel(job_id):
    _mine(job_id)
    kotta().board.cancel(session["user_id"], job_id)
    return redirect(url_for("pages.job", job_id=job_id), 303)


@pages.get("/upload")
@logged_in
def upload():
    return render_template("upload.html", form=kotta().files.upload_form(session["user_id"]))


@pages.get("/upload_confirm")
@logged_in
def upload_confirm():
    key = request.args.get("key", "")
    if not key.startswith(f"uploads/{session['user_id']}/"):
        abort(404, "There is no such upload of yours.")
    return render_template("upload_confirm.html", address=kotta().files.address(key))


@pages.get("/browse")
@logged_in
def browse():
    return render_template("browse.html", uploads=kotta().files.uploads(session["user_id"]))


def _mine(job_id: str) -> dict:
    return kotta().board.one_of(session["user_id"], job_id) or abort(404, "There is no such job of yours.")


def _to_amazon(endpoint: str) -> str:
    session["state"] = secrets.token_urlsafe()
    return kotta().amazon.address(url_for(endpoint), session["state"])


def _from_amazon(ask):
    """What Amazon answers for the code in this request; the state shows that this browser asked for it."""
    state = session.pop("state", None)
    if not state or not secrets.compare_digest(state.encode(), request.args.get("state", "").encode()):
        abort(403, "This login was not begun here, or too long ago. Please try again.")
    if "code" not in request.args:
        abort(403, f"Login with Amazon says: {request.args.get('error_description', 'no reason')}")
    try:
        return ask(kotta().amazon, request.args["code"])
    except LoginFailed as problem:
        abort(403, f"The login failed: {problem}.")
