"""Errors in the form that the called service's clients parse."""

import json
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

XML_SERVICES = {"s3", "cloudfront", "route53"}


def refusal(request, service, status, code, message):
    """Return an error response with code and message, as XML or JSON as the service's protocol has it."""
    if service in XML_SERVICES or request.mimetype == "application/x-www-form-urlencoded":
        error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
        return Response(wrap(service, error), status, content_type="text/xml")
    body = json.dumps({"__type": code, "message": message})
    return Response(body, status, {"x-amzn-ErrorType": code}, content_type="application/json")


def wrap(service, error):
    """Put an XML error into the envelope of its service."""
    envelopes = {"s3": "{}", "ec2": "<Response><Errors>{}</Errors></Response>"}
    return envelopes.get(service, "<ErrorResponse>{}</ErrorResponse>").format(error)


def is_unrouted(response):
    """Whether this is werkzeug's own page for a path that no route has."""
    return response.status_code == 404 and b"<title>404 Not Found</title>" in response.get_data()
