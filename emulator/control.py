"""The emulator's own paths: what a rehearsal tells it that no AWS call can."""

import json

from moto.acm.models import CertBundle, acm_backends
from werkzeug.wrappers import Response

CERTIFICATES = "/_drydock/certificates"
FAILING_IMAGES = "/_drydock/failing-images"

_failing = []


def image_fails(image):
    """Whether a rehearsal has said that containers of this image never become healthy."""
    return any(text in image for text in _failing)


def control_response(request):
    """Answer the emulator's own paths; None for everything else."""
    if not request.path.startswith("/_drydock/"):
        return None
    handler = HANDLERS.get((request.method, request.path))
    if handler is None:
        return answer(404, f"{request.method} {request.path} is not a path of the emulator; it has {known()}.")
    return handler(request)


def set_failing_images(request):
    """Make deployments of images that contain the given text fail from now on."""
    try:
        text = json.loads(request.get_data())["contains"]
    except (ValueError, TypeError, KeyError):
        text = None
    if not isinstance(text, str) or not text:
        return answer(400, 'Send {"contains": "text"}: the text that an image must contain to fail.')
    _failing[:] = [text]
    return answer(200, f"Deployments of images that contain {text!r} fail from now on.")


def clear_failing_images(_request):
    """Let every image become healthy again."""
    _failing.clear()
    return answer(200, "Every image becomes healthy again.")


def answer(status, message):
    """A JSON response with one sentence."""
    return Response(json.dumps({"message": message}), status, content_type="application/json")


def known():
    """The paths there are, for the error message."""
    return ", ".join(f"{method} {path}" for method, path in HANDLERS)


def make_certificate(request):
    """Make an issued certificate of ACM with the given ARN, unless it is there."""
    try:
        arn = json.loads(request.get_data())["arn"]
        _, _, service, region, account, _ = arn.split(":")
    except (AttributeError, ValueError, TypeError, KeyError):
        return answer(400, 'Send {"arn": "arn:aws:acm:<region>:<account>:certificate/<id>"}.')
    if service != "acm":
        return answer(400, f"{arn} is not the ARN of a certificate.")
    backend = acm_backends[account][region]
    if arn not in backend._certificates:
        bundle = CertBundle.generate_cert("existing.example.org", account, region)
        bundle.arn = arn
        bundle.status = "ISSUED"
        backend._certificates[arn] = bundle
    return answer(200, f"{arn} is issued.")


HANDLERS = {
    ("POST", CERTIFICATES): make_certificate,
    ("POST", FAILING_IMAGES): set_failing_images,
    ("DELETE", FAILING_IMAGES): clear_failing_images,
}
