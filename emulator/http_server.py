"""The HTTP server: the emulator's own paths before moto's dispatcher, and errors that a caller can read."""

import sys
import traceback
from io import BytesIO
from urllib.parse import parse_qs

from control import control_response
from lost_answers import LostAnswers
from refusal import is_unrouted, refusal
from services import Dispatcher
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response


def make_quiet_server(port, log_file):
    """Return a server bound to 127.0.0.1; it appends one line per request to log_file, when there is one."""
    log = open(log_file, "a", buffering=1).write if log_file else (lambda _: None)
    moto = Dispatcher()
    server = make_server("127.0.0.1", port, emulator(moto, log), threaded=True, request_handler=SilentHandler)
    server.daemon_threads = True
    return server


class SilentHandler(WSGIRequestHandler):
    """werkzeug's request handler without its log."""

    def log(self, *_):
        """Say nothing: --log writes one line per operation instead."""


def emulator(moto, log):
    """Return the WSGI application."""
    lost = LostAnswers()

    def application(environ, start_response):
        request = Request(environ)
        answer = control_response(request)
        if answer:
            return answer(environ, start_response)
        service, operation = service_of(request), operation_of(request)
        call = f"{service} {operation}"

        def respond(response):
            log(f"{response.status_code} {call}\n")
            return response(environ, start_response)

        known = lost.find(request)
        if known:
            return known(environ, start_response)
        try:
            response = answered(moto, environ)
            lost.keep(request, response)
            return respond(response)
        except NotImplementedError as error:
            answer = refusal(request, service, 501, "NotImplemented", f"The emulated AWS cannot do {call}: {error}")
        except Exception as error:
            sys.stderr.write(f"emulator: {call} failed: {error!r}\n")
            log(traceback.format_exc())
            answer = refusal(request, service, 500, "InternalFailure", f"The emulated AWS failed in {call}: {error!r}")
        return respond(answer)

    return application


def answered(moto, environ):
    """Let moto answer; what its routes do not know is not implemented, which is not the same as not found."""
    response = Response.from_app(moto, environ)
    response.autocorrect_location_header = response.automatically_set_content_length = False
    if is_unrouted(response):
        raise NotImplementedError("moto has no such path.")
    return response


def service_of(request):
    """The signing name of the service called; unsigned calls are S3's."""
    scope = request.headers.get("Authorization", "").partition("Credential=")[2].split(",")[0].split("/")
    return scope[3] if len(scope) == 5 else "s3"


def operation_of(request):
    """The operation's name where the protocol has one, else method and path."""
    target = request.headers.get("X-Amz-Target")
    if target:
        return target.split(".")[-1]
    return form_action(request) or f"{request.method} {request.path}"


def form_action(request):
    """The Action of a query-protocol call, if it is one; the body stays readable for moto."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return None
    body = request.get_data()
    request.environ["wsgi.input"] = BytesIO(body)
    return parse_qs(body.decode()).get("Action", [None])[0]
