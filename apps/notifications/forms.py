"""The form of a reader's own preferences: clock, hour of the digest, and mail by kind."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms

from .kinds import KINDS, MAIL_WORDS, Mail


def time_zones() -> list[tuple[str, str]]:
    """Places people know, and UTC; the old short names and offsets stay out."""
    places = (name for name in available_timezones() if "/" in name)
    known = sorted(name for name in places if not name.startswith(("Etc/", "SystemV/", "US/")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in known)]


class PreferencesForm(forms.Form):
    time_zone = forms.ChoiceField(
        label="Time zone",
        choices=time_zones,
        help_text="Mails tell times on this clock.",
    )
    digest_hour = forms.TypedChoiceField(
        label="Daily digest at",
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        help_text="One mail a day with what is unread, and none when nothing is.",
    )

    def __init__(self, *args: Any, mail: dict[str, Mail], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, kind in KINDS.items():
            self.fields[key] = forms.ChoiceField(
                label=kind.label, choices=list(MAIL_WORDS.items()), initial=mail[key]
            )

    def kinds(self) -> list[forms.BoundField]:
        """One field for each kind, as the page shows them."""
        return [self[key] for key in KINDS]

    def chosen(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        return {
            "time_zone": cleaned["time_zone"],
            "digest_hour": cleaned["digest_hour"],
            "mail": {key: cleaned[key] for key in KINDS},
        }
