"""How extensions change moto: every patch names what it expects to find and fails when it is gone."""


class PatchError(Exception):
    """moto no longer has what an extension changes; the extension needs a look."""


def replace(owner, name):
    """Decorate a function that takes the place of owner.name; it gets the original as its first argument."""

    def decorate(function):
        original = require(owner, name)

        def replacement(*args, **kwargs):
            return function(original, *args, **kwargs)

        replacement.__name__ = name
        setattr(owner, name, replacement)
        return function

    return decorate


def replace_property(owner, name):
    """Decorate a function that becomes the read-only property owner.name; it gets self and the original's value."""

    def decorate(function):
        original = require(owner, name)
        setattr(owner, name, property(lambda self: function(self, original.fget(self)), original.fset))
        return function

    return decorate


def add(owner, name):
    """Decorate a function that becomes owner.name, which moto does not have; fail when it has come to have it."""

    def decorate(function):
        if hasattr(owner, name):
            raise PatchError(f"moto now has {label(owner)}.{name}; drop the extension's own.")
        setattr(owner, name, function)
        return function

    return decorate


def require(owner, name):
    """Return owner.name, or fail naming what is missing."""
    if not hasattr(owner, name):
        raise PatchError(f"moto has no {label(owner)}.{name} any more; the extension that changes it needs a look.")
    return getattr(owner, name)


def label(owner):
    """The dotted name of a class or module."""
    return f"{owner.__module__}.{owner.__name__}" if isinstance(owner, type) else owner.__name__
