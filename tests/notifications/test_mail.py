"""Mail as a job: no request waits for the mail server, and no mail is lost while it is down."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from apps.core import clock, heartbeat, jobs, vault
from apps.core.errors import DomainError
from apps.core.jobs import JobState
from apps.notifications import tasks
from apps.notifications.models import MailJob
from apps.notifications.services.forgetting import forget_old
from tests.cast import Cast
from tests.letters import letters
from tests.notifications.sink import mail_server, use

pytestmark = pytest.mark.django_db

INVITED = {
    "email": "new@example.org",
    "name": "New",
    "org_role": "administrator",
    "reason": "Joins the team",
}


def queued() -> MailJob:
    send_mail("Hello", "The link is https://example.org/secret", None, ["sam@example.org"])
    return MailJob.objects.latest("pk")


def try_to_send(job: MailJob) -> MailJob:
    tasks.send_mail(str(job.public_id))
    return MailJob.objects.get(pk=job.pk)


def later(time_machine: TimeMachineFixture, **wait: float) -> None:
    time_machine.move_to(clock.now() + dt.timedelta(**wait), tick=False)


def health(client: Client) -> tuple[str, str]:
    heartbeat.beat()
    told = client.get("/healthz").json()
    return told["status"], told["parts"]["mail"]


def test_a_mail_server_that_is_down_loses_nothing(
    cast: Cast, settings: Any, time_machine: TimeMachineFixture
) -> None:
    port = use(settings)
    page = cast.client(cast.olga).post(reverse("organizations:invite"), INVITED)
    (job,) = MailJob.objects.all()
    assert (page.status_code, page.context["link"] in page.content.decode()) == (200, True)

    waiting = try_to_send(job)
    assert (waiting.state, waiting.attempts) == (JobState.QUEUED, 1)
    assert waiting.error == "The mail server did not take it: Connection refused."

    later(time_machine, minutes=16)
    assert health(Client()) == ("degraded", "down")
    with mail_server(port) as sink:
        assert jobs.sweep() == 1
        sent = try_to_send(job)

    assert (sent.state, sent.attempts, sent.error) == (JobState.SUCCEEDED, 2, "")
    assert f"To: {INVITED['email']}" in sink.mails[0]
    assert f"Message-ID: <{job.public_id}@127.0.0.1>" in sink.mails[0]
    assert health(Client()) == ("ok", "ok")


def test_attempts_come_less_and_less_often(
    cast: Cast, settings: Any, time_machine: TimeMachineFixture
) -> None:
    use(settings)
    job, waits = queued(), []
    for _ in range(8):
        job = try_to_send(job)
        due = job.queued_at + jobs.QUEUE_PATIENCE
        waits.append(round((due - clock.now()).total_seconds() / 60))
        later(time_machine, hours=2)

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_an_address_that_the_server_does_not_know_is_given_up_at_once(
    cast: Cast, settings: Any
) -> None:
    with mail_server(use(settings), unknown=("sam@example.org",)):
        failed = try_to_send(queued())

    assert (failed.state, failed.attempts) == (JobState.FAILED, 1)
    assert failed.error == "The mail server refuses this address: 550 no such mailbox."
    assert health(Client()) == ("degraded", "down")


def test_the_text_is_sealed_in_the_row_and_gone_once_it_was_sent(cast: Cast) -> None:
    job = queued()
    assert job.encrypted is not None
    assert b"secret" not in bytes(job.encrypted)
    assert "secret" in json.loads(vault.decrypt_text(bytes(job.encrypted)))["body"]

    sent = try_to_send(job)

    assert (sent.state, sent.encrypted) == (JobState.SUCCEEDED, None)
    assert "secret" in str(letters()[0].body)


def test_a_change_that_is_taken_back_sends_nothing(cast: Cast) -> None:
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)

    assert not MailJob.objects.exists()


def test_every_address_has_a_mail_of_its_own(cast: Cast) -> None:
    send_mail("Hello", "Both", None, ["sam@example.org", "lena@example.org"])

    assert sorted(letter.to for letter in letters()) == [["lena@example.org"], ["sam@example.org"]]


def test_files_and_pictures_do_not_go_by_mail(cast: Cast) -> None:
    letter = EmailMessage("Hello", "See there", None, ["sam@example.org"])
    letter.attach("pack.pdf", b"%PDF", "application/pdf")

    with pytest.raises(ValueError, match="hand out a link"):
        letter.send()


def test_a_failed_mail_can_be_queued_again_for_a_week(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    first, second = queued(), queued()
    for job in (first, second):
        held = MailJob.claim(job.public_id)
        assert held is not None
        held.fail("No.")
    MailJob.objects.get(pk=first.pk).queue_again()

    later(time_machine, days=7, minutes=1)
    assert forget_old() == {"texts": 1, "mails": 0, "notifications": 0}

    with pytest.raises(DomainError, match="erased a week after"):
        MailJob.objects.get(pk=second.pk).queue_again()
    assert try_to_send(first).state == JobState.SUCCEEDED


def test_ended_mails_are_deleted_after_three_months_and_waiting_ones_are_not(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    try_to_send(queued())
    waiting = queued()

    later(time_machine, days=91)

    assert forget_old()["mails"] == 1
    assert MailJob.objects.get() == waiting
