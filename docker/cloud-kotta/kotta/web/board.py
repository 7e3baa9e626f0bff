"""The jobs of one user: submitting, listing, looking, cancelling."""

import json
import time

from boto3.dynamodb.conditions import Attr
from botocore.exceptions import BotoCoreError, ClientError

from ..jobs import OVER

# What the list of jobs shows.
COLUMNS = ("job_id", "jobname", "jobtype", "queue", "status", "submit_stamp")


class Board:
    """Jobs in the table, and the topics that bring them to the workers."""

    def __init__(self, table, sns, topics: dict[str, str]):
        self._table, self._sns, self._topics = table, sns, topics

    def submit(self, item: dict) -> None:
        """Puts a job into the table and publishes it to its pool. A job that cannot be published has failed."""
        self._table.put_item(Item=item, ConditionExpression="attribute_not_exists(job_id)")
        try:
            self._sns.publish(
                TopicArn=self._topics[item["queue"]], Message=json.dumps({"job_id": item["job_id"]})
            )
        except (ClientError, BotoCoreError):
            self._table.update_item(
                Key={"job_id": item["job_id"]},
                UpdateExpression="SET #status = :failed, #error = :error",
                ExpressionAttributeNames={"#status": "status", "#error": "ERROR"},
                ExpressionAttributeValues={":failed": "failed", ":error": "It could not be queued."},
            )
            raise

    def all_of(self, user_id: str) -> list[dict]:
        """The user's jobs, the latest first. The table has no index by user, so this reads all of it."""
        arguments = {
            "FilterExpression": Attr("i_user_id").eq(user_id),
            "ProjectionExpression": ", ".join(f"#{name}" for name in COLUMNS),
            "ExpressionAttributeNames": {f"#{name}": name for name in COLUMNS},
        }
        jobs, start = [], {}
        while True:
            page = self._table.scan(**arguments, **start)
            jobs += page["Items"]
            if "LastEvaluatedKey" not in page:
                return sorted(jobs, key=lambda job: str(job.get("submit_stamp")), reverse=True)
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def one_of(self, user_id: str, job_id: str) -> dict | None:
        """A job of the user; nobody else's."""
        item = self._table.get_item(Key={"job_id": job_id}, ConsistentRead=True).get("Item")
        return item if item and item.get("i_user_id") == user_id else None

    def cancel(self, user_id: str, job_id: str) -> bool:
        """Cancels a job of the user that is not over; its worker ends it."""
        try:
            self._table.update_item(
                Key={"job_id": job_id},
                UpdateExpression="SET #status = :cancelled, #reason = :reason, cancel_time = :now",
                ConditionExpression="i_user_id = :user AND NOT #status IN (:completed, :failed, :cancelled)",
                ExpressionAttributeNames={"#status": "status", "#reason": "reason"},
                ExpressionAttributeValues={
                    **{f":{status}": status for status in OVER},
                    ":user": user_id,
                    ":reason": "Cancelled by its user",
                    ":now": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
                },
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return False
        return True
