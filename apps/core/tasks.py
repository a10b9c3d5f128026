"""Periodic work that belongs to no domain: the job sweep and the worker's sign of life."""

from celery import shared_task

from . import heartbeat, jobs


@shared_task(name="core.sweep_jobs", ignore_result=True)
def sweep_jobs() -> int:
    return jobs.sweep()


@shared_task(name="core.heartbeat", ignore_result=True)
def send_heartbeat() -> None:
    heartbeat.beat()
