"""Publishes how many messages each queue holds, visible and in flight: what SQS itself publishes as two metrics."""

import logging

import boto3

from . import settings, stopping
from .queues import Queue

NAMESPACE = "SQS"
METRIC = "ApproximateNumberOfTotalMessages"
QUEUES = ("PROD_QUEUE_URL", "PROD_ACTIVE_QUEUE_URL", "TEST_QUEUE_URL", "TEST_ACTIVE_QUEUE_URL")


def publish(queues: list[Queue], cloudwatch) -> None:
    """One round: all queues in one call."""
    data = []
    for queue in queues:
        visible, in_flight = queue.counts()
        name = queue.url.rsplit("/", 1)[-1]
        logging.info("queue %s: %d visible, %d in flight", name, visible, in_flight)
        data.append(
            {
                "MetricName": METRIC,
                "Dimensions": [{"Name": "QueueName", "Value": name}],
                "Value": visible + in_flight,
                "Unit": "Count",
            }
        )
    cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=data)


def main() -> None:
    settings.log_to_stdout()
    stop = stopping.on_signal()
    values = settings.read("AWS_REGION", *QUEUES, WATCH_SECONDS="60")
    wait = settings.seconds(values, "WATCH_SECONDS")
    session = boto3.Session(region_name=values["AWS_REGION"])
    sqs, cloudwatch = session.client("sqs"), session.client("cloudwatch")
    queues = [Queue(sqs, values[name]) for name in QUEUES]
    while not stop.is_set():
        publish(queues, cloudwatch)
        stop.wait(wait)


if __name__ == "__main__":
    main()
