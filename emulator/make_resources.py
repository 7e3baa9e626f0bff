#!/usr/bin/env python3
"""Makes an environment's resources in an emulated AWS that a developer runs.

RESOURCES is JSON as `drydock compose` writes it. What is there already stays as it is, so it may run again.
"""

import json
import os

import boto3
from botocore.exceptions import ClientError

TYPES = {"string": "S", "number": "N", "binary": "B"}
THERE = {"BucketAlreadyOwnedByYou", "ResourceInUseException", "ResourceExistsException"}


def once(make, **arguments):
    """Call an operation that makes something; that it is there already is no error."""
    try:
        make(**arguments)
    except ClientError as error:
        if error.response["Error"]["Code"] not in THERE:
            raise


def make_buckets(names):
    """Make the buckets."""
    s3 = boto3.client("s3")
    region = s3.meta.region_name
    # S3 takes no constraint for its first region.
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    for name in names:
        once(s3.create_bucket, Bucket=name, **place)


def put_objects(objects):
    """Write the objects; what is there is replaced."""
    s3 = boto3.client("s3")
    for item in objects:
        s3.put_object(Bucket=item["bucket"], Key=item["key"], Body=item["body"].encode(), ContentType="application/json")


def make_tables(tables):
    """Make the tables, paid by request."""
    dynamodb = boto3.client("dynamodb")
    for table in tables:
        keys = [(table["key"], "HASH")] + ([(table["sort"], "RANGE")] if table.get("sort") else [])
        once(
            dynamodb.create_table,
            TableName=table["name"],
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": key["name"], "KeyType": kind} for key, kind in keys],
            AttributeDefinitions=[
                {"AttributeName": key["name"], "AttributeType": TYPES[key["type"]]} for key, _ in keys
            ],
        )


def make_queue(sqs, queue):
    """Make a queue with its dead-letter queue, and return its ARN."""
    letters = sqs.create_queue(QueueName=f"{queue['name']}-dead-letters")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=letters, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    url = sqs.create_queue(QueueName=queue["name"])["QueueUrl"]
    sqs.set_queue_attributes(
        QueueUrl=url,
        Attributes={
            "VisibilityTimeout": str(queue["visibility"]),
            "ReceiveMessageWaitTimeSeconds": str(queue["wait"]),
            "MessageRetentionPeriod": str(queue["retain"]),
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": queue["attempts"]}),
        },
    )
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def make_messages(topics, queues):
    """Make the topics, then the queues, and let topics' messages go into the queues that are from them."""
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    arns = {name: sns.create_topic(Name=name)["TopicArn"] for name in topics}
    for queue in queues:
        endpoint = make_queue(sqs, queue)
        if queue.get("from"):
            sns.subscribe(
                TopicArn=arns[queue["from"]],
                Protocol="sqs",
                Endpoint=endpoint,
                Attributes={"RawMessageDelivery": "true"},
            )


def make_secrets(secrets):
    """Make the secrets; one that is there gets the values of today."""
    manager = boto3.client("secretsmanager")
    for name, value in secrets.items():
        once(manager.create_secret, Name=name, SecretString=value)
        manager.put_secret_value(SecretId=name, SecretString=value)


def make_senders(identities):
    """Let mail be sent from the identities; it stays in the emulator."""
    ses = boto3.client("ses")
    for identity in identities:
        (ses.verify_email_identity if "@" in identity else ses.verify_domain_identity)(
            **{"EmailAddress" if "@" in identity else "Domain": identity}
        )


def main():
    """Make all of it."""
    resources = json.loads(os.environ["RESOURCES"])
    make_buckets(resources["buckets"])
    put_objects(resources["objects"])
    make_tables(resources["tables"])
    make_messages(resources["topics"], resources["queues"])
    make_secrets(resources["secrets"])
    make_senders(resources["senders"])
    print("The emulated AWS has what the environment needs.")


if __name__ == "__main__":
    main()
