"""The mail backend of this installation: every mail, by any part of the code, becomes a job.

`settings.EMAIL_BACKEND` names it, so that Django's and allauth's mails pass here too. The row is
written in the caller's transaction: a change that is taken back sends nothing, and no request
waits for a mail server. The worker sends by `settings.MAIL_TRANSPORT`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from apps.core import vault
from apps.core.errors import DomainError
from apps.core.jobs import TryLater

from .models import MailJob


class QueueBackend(BaseEmailBackend):
    """Keeps messages as jobs; one for each address, so that nobody reads the others'."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                queue_message(message, address)
        return len(email_messages)


def queue_message(message: EmailMessage, address: str, asked_by: str = "") -> MailJob:
    """Keep one mail to one address until the worker has sent it."""
    if message.attachments or getattr(message, "alternatives", None):
        raise ValueError("a queued mail is plain text: hand out a link instead of a file")
    text = {"body": message.body, "from": message.from_email, "reply_to": message.reply_to}
    job = MailJob.objects.create(
        to=address,
        subject=" ".join(str(message.subject).split())[:200],
        encrypted=vault.encrypt_text(json.dumps(text)),
        asked_by=asked_by[:200],
    )
    job.send_after_commit()
    return job


def queue_mail(*, to: str, subject: str, body: str, asked_by: str = "") -> MailJob:
    """Keep a plain mail from this installation, in the caller's transaction."""
    return queue_message(EmailMessage(f"{settings.SITE_NAME}: {subject}", body), to, asked_by)


def deliver(job: MailJob) -> None:
    """Hand one mail to the mail server and erase its text.

    A server that is away is a matter of time; an address that it does not know is not.
    """
    try:
        get_connection(settings.MAIL_TRANSPORT).send_messages([_message(job)])
    except SMTPRecipientsRefused as refused:
        raise _refusal(refused) from None
    except (OSError, SMTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise TryLater(f"The mail server did not take it: {reason}.") from None
    job.finish(encrypted=None)


def _message(job: MailJob) -> EmailMessage:
    text = json.loads(vault.decrypt_text(bytes(job.encrypted or b"")))
    # The same id at every attempt: a mail that arrives twice is recognised as one.
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{job.public_id}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        job.subject,
        text["body"],
        text["from"],
        [job.to],
        reply_to=text["reply_to"],
        headers=headers,
    )


def _refusal(refused: SMTPRecipientsRefused) -> DomainError:
    code, words = next(iter(refused.recipients.values()))
    message = f"The mail server refuses this address: {code} {words.decode(errors='replace')}."
    return DomainError(message, code="refused") if code >= 500 else TryLater(message)
