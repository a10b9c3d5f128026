"""Periodic sealing: whatever a lost commit hook left, and an hourly signed checkpoint."""

from celery import shared_task

from . import services


@shared_task(name="trail.seal", ignore_result=True)
def seal() -> int:
    return services.seal_pending()


@shared_task(name="trail.checkpoint", ignore_result=True)
def checkpoint() -> None:
    services.sign_checkpoint()
