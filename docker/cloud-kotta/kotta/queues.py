"""Messages of the pending and active queues."""

import json
from dataclasses import dataclass

KILL_REQUEST = "kill_request"


@dataclass(frozen=True)
class Message:
    """A message that was received, with what it says about a job."""

    handle: str
    attempt: int
    job_id: str | None
    instance_id: str | None = None
    pending_handle: str | None = None


class Queue:
    """A queue in SQS."""

    def __init__(self, sqs, url: str):
        self._sqs = sqs
        self.url = url

    def attribute(self, name: str) -> str | None:
        """An attribute of the queue."""
        return self._sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])["Attributes"].get(name)

    def counts(self) -> tuple[int, int]:
        """Messages that are visible, and messages in flight."""
        attributes = self._sqs.get_queue_attributes(
            QueueUrl=self.url,
            AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        )["Attributes"]
        return (
            int(attributes["ApproximateNumberOfMessages"]),
            int(attributes["ApproximateNumberOfMessagesNotVisible"]),
        )

    def attempts(self) -> int:
        """Times a message is received before it goes to the dead-letter queue."""
        policy = self.attribute("RedrivePolicy")
        if policy is None:
            raise SystemExit(f"[kotta] {self.url} has no dead-letter queue: a job that ends its worker would never stop")
        return int(json.loads(policy)["maxReceiveCount"])

    def receive(self, count: int, hidden: float, wait: int | None = None) -> list[Message]:
        """Waits for messages as long as the queue says, or as long as asked, and hides them for some seconds."""
        answer = self._sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=count,
            VisibilityTimeout=int(hidden),
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
            MessageAttributeNames=["All"],
            **({} if wait is None else {"WaitTimeSeconds": wait}),
        )
        return [_message(raw) for raw in answer.get("Messages", [])]

    def hide(self, handle: str, seconds: int) -> None:
        """Hides a message for this long from now on; 0 shows it."""
        self._sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=handle, VisibilityTimeout=seconds)

    def delete(self, handle: str) -> None:
        """Deletes a message."""
        self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=handle)

    def post(self, job_id: str, instance_id: str, pending_handle: str | None = None) -> None:
        """Says in the active queue that a task runs a job, or that it asks to be stopped."""
        attributes = {"job_id": job_id, "instance_id": instance_id}
        if pending_handle is not None:
            attributes["pending_handle"] = pending_handle
        self._sqs.send_message(
            QueueUrl=self.url,
            MessageBody=json.dumps({"job_id": job_id}),
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
            },
        )


def _message(raw: dict) -> Message:
    attributes = {name: value["StringValue"] for name, value in raw.get("MessageAttributes", {}).items()}
    return Message(
        handle=raw["ReceiptHandle"],
        attempt=int(raw["Attributes"]["ApproximateReceiveCount"]),
        job_id=_job_id(raw["Body"]),
        instance_id=attributes.get("instance_id"),
        pending_handle=attributes.get("pending_handle"),
    )


def _job_id(body: str) -> str | None:
    """The job's id; SNS wraps what was published unless the subscription delivers it raw."""
    try:
        content = json.loads(body)
        job = json.loads(content["Message"]) if "Message" in content else content
        job_id = job["job_id"]
    except (ValueError, KeyError, TypeError):
        return None
    return job_id if isinstance(job_id, str) and job_id else None
