"""Services that moto does not have: extensions mount them, the dispatcher finds them."""

from collections import defaultdict

from errors import Refused
from flask import Flask
from moto.core.responses import BaseResponse
from moto.core.utils import convert_to_flask_response
from moto.moto_server.utilities import decompress_request_body
from moto.moto_server.werkzeug_app import HTTP_METHODS, DomainDispatcherApplication, create_backend_app

_mounted = {}


def mount(signing_name):
    """Decorate the Response class that answers a service; it is found by the name that calls are signed for."""

    def decorate(response_class):
        _mounted[signing_name] = response_class
        return response_class

    return decorate


class ServiceResponse(BaseResponse):
    """A service of our own: operations are methods in snake case, parameters and answers as botocore models them."""

    service = None
    _kept = defaultdict(dict)

    def __init__(self):
        super().__init__(service_name=self.service)
        self.automated_parameter_parsing = True

    def kept(self, kind):
        """What the account holds of a kind in the region, by ARN or id."""
        return self._kept[self.service, kind, self.current_account, self.region]

    def found(self, kind, id_, code):
        """One of a kind, or the service's error for its absence."""
        try:
            return self.kept(kind)[id_]
        except KeyError:
            raise Refused(code, f"There is no {kind} {id_}.") from None


class Dispatcher(DomainDispatcherApplication):
    """moto's dispatcher, which knows the mounted services too."""

    def __init__(self):
        super().__init__(create_app)

    def get_backend_for_host(self, host):
        """The service of a host name; moto would take S3 for what it does not know."""
        if host is None:
            return None
        name = host.split(".")[0]
        if name in _mounted:
            return name
        if "amazonaws.com" in host and not self.knows(host):
            raise NotImplementedError("neither moto nor an extension has this service.")
        return super().get_backend_for_host(host)

    def knows(self, host):
        """Whether a moto service has this host name."""
        return any(pattern.match(f"http://{host}") for _, pattern in self.backend_url_patterns)


def create_app(service):
    """The application of a mounted service, or moto's."""
    if service not in _mounted:
        return create_backend_app(service)
    app = Flask(service)
    app.debug, app.service = True, service
    app.before_request(decompress_request_body)
    view = convert_to_flask_response(_mounted[service].dispatch)
    app.add_url_rule("/", "root", view_func=view, methods=HTTP_METHODS)
    app.add_url_rule("/<path:_path>", "path", view_func=lambda _path: view(), methods=HTTP_METHODS)
    return app
