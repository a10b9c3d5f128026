"""How a person wants to hear: by kind, at which hour, on which clock."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import available_timezones

from django.db import transaction

from apps.accounts.models import User
from apps.core.access import Actor
from apps.core.errors import DomainError, NotVisible
from apps.trail.services import record

from ..actions import PREFERENCES_CHANGED
from ..kinds import KINDS, MAIL_WORDS
from ..models import MailPreferences


@transaction.atomic
def set_preferences(
    *, actor: Actor, time_zone: str, digest_hour: int, mail: Mapping[str, str]
) -> MailPreferences:
    """Keep the reader's own choices. Raises `DomainError` for what cannot be chosen."""
    person = User.objects.select_for_update().filter(pk=actor.user_id or 0).first()
    if person is None:
        raise NotVisible
    _check(time_zone, digest_hour, mail)
    own = MailPreferences.objects.filter(person=person).first() or MailPreferences(person=person)
    person.time_zone = time_zone
    person.save(update_fields=["time_zone"])
    own.digest_hour, own.choices = digest_hour, {**own.choices, **mail}
    own.save()
    detail = {"time_zone": time_zone, "digest_hour": digest_hour, "mail": dict(mail)}
    record(actor, PREFERENCES_CHANGED, person, detail)
    return own


def _check(time_zone: str, digest_hour: int, mail: Mapping[str, str]) -> None:
    if time_zone not in available_timezones():
        raise DomainError("Choose a time zone from the list.", field="time_zone")
    if not 0 <= digest_hour <= 23:
        raise DomainError("Choose an hour of the day.", field="digest_hour")
    for key, choice in mail.items():
        if key not in KINDS or choice not in MAIL_WORDS:
            raise DomainError("Choose from the list how you want to hear of it.", field=key)
