"""Sending mails, writing digests, forgetting what is over its time."""

from __future__ import annotations

from celery import shared_task

from .mail import deliver
from .models import MailJob
from .services import digests, forgetting


@shared_task(name=MailJob.task_name, ignore_result=True)
def send_mail(public_id: str) -> None:
    MailJob.run(public_id, deliver)


@shared_task(name="notifications.send_digests", ignore_result=True)
def send_digests() -> None:
    digests.send_digests()


@shared_task(name="notifications.forget_old", ignore_result=True)
def forget_old() -> None:
    forgetting.forget_old()
