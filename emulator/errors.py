"""Errors that extensions answer with."""

from moto.core.exceptions import ServiceException


class Refused(ServiceException):
    """A service's error, by its documented code; moto's own base class takes its module for a service's name."""
