"""The workers' tasks in ECS: which run, and letting one of them go."""

import logging

from .queues import Queue


class Pool:
    """Workers of one cluster."""

    def __init__(self, ecs, autoscaling, cluster: str):
        self._ecs, self._autoscaling, self._cluster = ecs, autoscaling, cluster

    def runs(self, task: str) -> bool:
        """Whether a task has not stopped; ECS forgets tasks an hour after their end."""
        found = self._task(task)
        return found is not None and found["lastStatus"] != "STOPPED"

    def shrink(self, task: str, pending: Queue) -> None:
        """Makes the service of an idle task one task smaller, unless it is at its smallest or has work waiting. ECS
        takes one that is not protected: an idle one."""
        found = self._task(task)
        group = found["group"] if found and found["lastStatus"] == "RUNNING" else ""
        if not group.startswith("service:"):
            logging.info("%s asks to be stopped, and is no running task of a service", task)
            return
        service = group.removeprefix("service:")
        desired = self._desired(service)
        waiting, _ = pending.counts()
        if waiting > 0 or desired <= self._smallest(service):
            logging.info("%s asks to be stopped and stays: %d tasks, %d jobs wait", task, desired, waiting)
            return
        self._ecs.update_service(cluster=self._cluster, service=service, desiredCount=desired - 1)
        logging.info("%s asks to be stopped: service %s has %d tasks from now on", task, service, desired - 1)

    def _task(self, arn: str) -> dict | None:
        found = self._ecs.describe_tasks(cluster=self._cluster, tasks=[arn])["tasks"]
        return found[0] if found else None

    def _desired(self, service: str) -> int:
        found = self._ecs.describe_services(cluster=self._cluster, services=[service])["services"]
        return found[0]["desiredCount"] if found else 0

    def _smallest(self, service: str) -> int:
        targets = self._autoscaling.describe_scalable_targets(
            ServiceNamespace="ecs",
            ResourceIds=[f"service/{self._cluster.rsplit('/', 1)[-1]}/{service}"],
            ScalableDimension="ecs:service:DesiredCount",
        )["ScalableTargets"]
        if not targets:
            # Nothing would make it larger again.
            return self._desired(service)
        return targets[0]["MinCapacity"]
