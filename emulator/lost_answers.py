"""Answers that a client has lost and asks for again.

AWS: an answer is rarely lost. SDKs send the same amz-sdk-invocation-id with every attempt of a call and another one
with every other call.
This server: on a busy machine a connection may break after the call was carried out, and what a call has made would
then be refused as a duplicate.
Here: a repeated attempt of a call that succeeded is given the answer of the first.
"""

from collections import OrderedDict

# Attempts follow within seconds; a busy rehearsal makes some hundred calls in that time.
KEPT = 1000


class LostAnswers:
    """The newest answers to calls that change something, by invocation."""

    def __init__(self):
        self._answers = OrderedDict()

    def find(self, request):
        """The answer that an earlier attempt of this call was given, if there is one."""
        return self._answers.get(invocation(request))

    def keep(self, request, response):
        """Remember an answer in case it is asked for again."""
        if invocation(request) is None or request.method in ("GET", "HEAD") or response.status_code >= 300:
            return
        response.get_data()
        self._answers[invocation(request)] = response
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)


def invocation(request):
    """The id that all attempts of one call have."""
    return request.headers.get("amz-sdk-invocation-id")
