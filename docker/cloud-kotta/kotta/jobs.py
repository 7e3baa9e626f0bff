"""The jobs table: who runs a job, how far it is, how it ended."""

import time
from decimal import Decimal

from botocore.exceptions import ClientError

OVER = ("completed", "failed", "cancelled")


class NotMine(Exception):
    """The job was cancelled, or another task has it."""


class Jobs:
    """Items of the jobs table, by `job_id`."""

    def __init__(self, table):
        self._table = table

    def get(self, job_id: str) -> dict | None:
        """The job's item."""
        return self._table.get_item(Key={"job_id": job_id}, ConsistentRead=True).get("Item")

    def claim(self, job_id: str, task: str, kind: str, attempt: int, lease: float) -> bool:
        """Makes the job this task's, unless it is over or another task's lease still runs."""
        now = time.time()
        return self._update(
            job_id,
            "SET #status = :status, i_instance_id = :task, i_instance_type = :kind, i_attempt = :attempt, "
            "i_lease_until = :until, start_time = :now REMOVE i_dead_letter",
            "attribute_exists(job_id) AND (NOT #status IN (:completed, :failed, :cancelled) OR i_dead_letter = :true) "
            "AND (attribute_not_exists(i_lease_until) OR i_lease_until < :now)",
            {
                **{f":{status}": status for status in OVER},
                ":status": "staging_inputs",
                ":task": task,
                ":kind": kind,
                ":attempt": attempt,
                ":until": _number(now + lease),
                ":now": _number(now),
                ":true": True,
            },
        )

    def renew(self, job_id: str, task: str, lease: float) -> bool:
        """Keeps the job this task's for the time of a lease; false if it is cancelled or no longer this task's."""
        return self._update(
            job_id,
            "SET i_lease_until = :until",
            "i_instance_id = :task AND #status <> :cancelled",
            {":until": _number(time.time() + lease), ":task": task, ":cancelled": "cancelled"},
        )

    def set(self, job_id: str, task: str, status: str, **attributes) -> None:
        """Sets the status and further attributes of this task's job; `NotMine` if it is not this task's any more."""
        names = {f"#{index}": name for index, name in enumerate(attributes)}
        values = {f":{index}": _value(value) for index, value in enumerate(attributes.values())}
        sets = "".join(f", #{index} = :{index}" for index in range(len(attributes)))
        release = " REMOVE i_lease_until" if status in OVER else ""
        if not self._update(
            job_id,
            f"SET #status = :status{sets}{release}",
            "i_instance_id = :task AND #status <> :cancelled",
            {":status": status, ":task": task, ":cancelled": "cancelled", **values},
            names,
        ):
            raise NotMine(job_id)

    def give_back(self, job_id: str, task: str, last: bool) -> bool:
        """Lets another task have this task's unfinished job. After its last attempt there is no other: the job has
        failed, until its message is moved back from the dead-letter queue. False if it is not this task's."""
        status = "failed" if last else "pending"
        reason = "Its worker was lost or stopped each time; the message is in the dead-letter queue."
        values = {":status": status, ":task": task, **{f":{status}": status for status in OVER}}
        return self._update(
            job_id,
            "SET #status = :status"
            + (", #error = :error, complete_time = :now, i_dead_letter = :true" if last else "")
            + " REMOVE i_lease_until",
            "i_instance_id = :task AND NOT #status IN (:completed, :failed, :cancelled)",
            values | ({":error": reason, ":now": _number(time.time()), ":true": True} if last else {}),
            {"#error": "ERROR"} if last else {},
        )

    def _update(self, job_id: str, update: str, condition: str, values: dict, names: dict | None = None) -> bool:
        try:
            self._table.update_item(
                Key={"job_id": job_id},
                UpdateExpression=update,
                ConditionExpression=condition,
                ExpressionAttributeNames={"#status": "status", **(names or {})},
                ExpressionAttributeValues=values,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return False
        return True


def _number(value: float) -> Decimal:
    return Decimal(str(round(value, 3)))


def _value(value):
    return _number(value) if isinstance(value, float) else value
