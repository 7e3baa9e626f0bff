"""The site as one WSGI application: `gunicorn 'kotta.web.app:create()'`."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from flask import Flask, abort, redirect, request
from jinja2 import ChoiceLoader, FileSystemLoader

from .. import settings
from . import pages, rest
from .amazon import Amazon
from .board import Board
from .files import Files
from .session import EncryptedSessions
from .users import Users

# Session keys shorter than this could be guessed.
SHORTEST_KEY = 32


def create() -> Flask:
    """The application, from the environment."""
    settings.log_to_stdout()
    values = settings.read(
        "AWS_REGION",
        "JOBS_TABLE",
        "USERS_TABLE",
        "JOBS_BUCKET",
        "PROD_TOPIC_ARN",
        "TEST_TOPIC_ARN",
        "SERVER_URL",
        "USER_ROLE_PREFIX",
        "LWA_CLIENT_ID",
        "LWA_CLIENT_SECRET",
        "SESSION_ENCRYPT_KEY",
        "SESSION_VALIDATE_KEY",
        SESSION_TIMEOUT="3600",
        CODE_FOLDER="/code",
        LWA_LOGIN_URL="https://www.amazon.com/ap/oa",
        LWA_API_URL="https://api.amazon.com",
    )
    app = Flask(__name__)
    app.session_interface = _sessions(values)
    # Pages of the code artefact take the place of those of the image.
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(f"{values['CODE_FOLDER']}/cloud_kotta/views"), app.jinja_loader]
    )
    app.extensions["kotta"] = kotta = _parts(values)
    app.register_blueprint(pages.pages)
    app.register_blueprint(rest.rest)
    app.get("/health")(lambda: "ok\n")
    app.before_request(lambda: _guard(values["SERVER_URL"]))
    upload_host = urlsplit(kotta.files.upload_form("nobody")["url"])
    app.after_request(lambda response: _headers(response, f"{upload_host.scheme}://{upload_host.netloc}"))
    return app


def _sessions(values: dict[str, str]) -> EncryptedSessions:
    keys = ("SESSION_ENCRYPT_KEY", "SESSION_VALIDATE_KEY")
    if short := [name for name in keys if len(values[name]) < SHORTEST_KEY]:
        raise SystemExit(f"[kotta] {' and '.join(short)} must have at least {SHORTEST_KEY} characters")
    return EncryptedSessions(*(values[name] for name in keys), settings.seconds(values, "SESSION_TIMEOUT"))


def _parts(values: dict[str, str]) -> SimpleNamespace:
    session = boto3.Session(region_name=values["AWS_REGION"])
    tables = session.resource("dynamodb")
    topics = {"Prod": values["PROD_TOPIC_ARN"], "Test": values["TEST_TOPIC_ARN"]}
    # The region's own host: the one without a region redirects while a bucket is new, which a form does not survive.
    s3 = session.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
    return SimpleNamespace(
        amazon=Amazon(values),
        board=Board(tables.Table(values["JOBS_TABLE"]), session.client("sns"), topics),
        files=Files(s3, values["JOBS_BUCKET"], values["SERVER_URL"]),
        users=Users(tables.Table(values["USERS_TABLE"])),
        role_prefix=values["USER_ROLE_PREFIX"],
    )


def _guard(server_url: str):
    """TLS ends at the load balancer, which says how it was spoken to; its health check has nobody to say that of."""
    if request.path == "/health":
        return None
    if request.headers.get("X-Forwarded-Proto") != "https":
        if request.method in ("GET", "HEAD"):
            return redirect(server_url + request.full_path.removesuffix("?"), 301)
        abort(403, "This site speaks HTTPS only.")
    # Browsers name the page that a form was sent from; the REST calls have no session that another site could use.
    if request.method == "POST" and request.blueprint == "pages" and request.headers.get("Origin") != server_url:
        abort(403, "This form was sent from another site.")
    return None


def _headers(response, upload_host: str):
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; form-action 'self' {upload_host}; frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
