"""Evaluation of resource policies as the IAM User Guide describes it ("Policy evaluation logic")."""

import re
from fnmatch import translate

from moto.iam import models as iam
from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition


class Caller:
    """Who calls: an ARN and an account, or nobody (an unsigned request)."""

    def __init__(self, arn=None, account=None):
        self.arn = arn
        self.account = account

    @classmethod
    def of_request(cls, request, region):
        """The caller of a signed request, as sts:GetCallerIdentity would name it; a role's session is its role."""
        match = re.search(r"Credential=([^/]+)/", request.headers.get("Authorization", ""))
        key = match.group(1) if match else request.args.get("X-Amz-Credential", "").split("/")[0]
        if not key:
            return cls()
        account, partition = iam.get_account_id_from(key), get_partition(region)
        _, arn, account = sts_backends[account][partition].get_caller_identity(key, region)
        session = re.fullmatch(r"arn:([^:]+):sts::(\d+):assumed-role/(.+)/[^/]+", arn)
        return cls("arn:{}:iam::{}:role/{}".format(*session.groups()) if session else arn, account)

    def context(self):
        """The condition keys that describe the caller; names in lower case, as keys are compared so."""
        if self.arn is None:
            return {"aws:principalisawsservice": "false"}
        return {
            "aws:principalarn": self.arn,
            "aws:principalaccount": self.account,
            "aws:principalisawsservice": "false",
        }


def evaluate(policy, action, resource, caller, context):
    """Return "Deny" when a statement denies, else "Allow" when one allows, else None."""
    statements = listed(policy["Statement"])
    effects = {s["Effect"] for s in statements if applies(s, action, resource, caller, context)}
    return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else None


def applies(statement, action, resource, caller, context):
    """Whether all elements of a statement match the request."""
    return (
        element(statement, "Action", lambda patterns: any(like(p.lower(), action.lower()) for p in listed(patterns)))
        and element(statement, "Resource", lambda patterns: any(like(p, resource) for p in listed(patterns)))
        and element(statement, "Principal", lambda principal: is_principal(principal, caller))
        and all(holds(o, c, context) for o, c in statement.get("Condition", {}).items())
    )


def element(statement, name, matches):
    """Apply a matcher to an element, or its opposite to the element's Not form."""
    if f"Not{name}" in statement:
        return not matches(statement[f"Not{name}"])
    return matches(statement[name])


def is_principal(principal, caller):
    """Whether a Principal element names the caller; services and identity providers never call here."""
    if principal == "*":
        return True
    names = listed(principal.get("AWS", []))
    if "*" in names:
        return True
    account_names = {caller.account, f"arn:aws:iam::{caller.account}:root"}
    return caller.arn is not None and any(n == caller.arn or n in account_names for n in names)


def holds(operator, conditions, context):
    """Whether a condition block holds: all of its keys, any of each key's values."""
    base = operator.removesuffix("IfExists")
    if base == "Null":
        return all((key.lower() in context) != truth(v) for key, vs in conditions.items() for v in listed(vs))
    negated = base in NEGATED
    compare = OPERATORS.get(NEGATED.get(base, base))
    if compare is None:
        raise NotImplementedError(
            f"the condition operator {operator} is not one that bucket policies are evaluated with here; "
            f"known are {', '.join([*OPERATORS, *NEGATED, 'Null'])}, also with IfExists."
        )

    def key_holds(key, values):
        if key.lower() not in context:
            return negated or operator.endswith("IfExists")
        found = any(compare(value, context[key.lower()]) for value in map(str, listed(values)))
        return found != negated

    return all(key_holds(key, values) for key, values in conditions.items())


def like(pattern, value):
    """Match with the wildcards * and ?, case included."""
    return re.match(translate(pattern.replace("[", "[[]")), value) is not None


def truth(value):
    """A policy's boolean, which may be a string."""
    return str(value).lower() == "true"


def listed(value):
    """A policy element as a list: one thing may stand without its brackets."""
    return value if isinstance(value, list) else [value]


OPERATORS = {
    "StringEquals": lambda expected, actual: expected == actual,
    "StringEqualsIgnoreCase": lambda expected, actual: expected.lower() == actual.lower(),
    "StringLike": like,
    "ArnEquals": like,
    "ArnLike": like,
    "Bool": lambda expected, actual: truth(expected) == truth(actual),
    "NumericEquals": lambda expected, actual: float(actual) == float(expected),
    "NumericLessThan": lambda expected, actual: float(actual) < float(expected),
    "NumericLessThanEquals": lambda expected, actual: float(actual) <= float(expected),
    "NumericGreaterThan": lambda expected, actual: float(actual) > float(expected),
    "NumericGreaterThanEquals": lambda expected, actual: float(actual) >= float(expected),
}
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
}
