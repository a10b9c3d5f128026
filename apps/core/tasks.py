"""Periodic work that belongs to no domain: the job sweep and the worker's sign of life."""

from celery import shared_task

from . import jobs, pulse


@shared_task(name="core.sweep_jobs", ignore_result=True)
def sweep_jobs() -> int:
    return jobs.sweep()


@shared_task(name="core.worker_heartbeat", ignore_result=True)
def worker_heartbeat() -> None:
    pulse.beat()
