"""Sign-in rules that allauth asks for: accounts come by invitation only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """To the address the person signs in with: allauth looks in its own table only."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """E-mails name the installation by its own address, whatever host a request named."""
        own = {key: _own_address(value) for key, value in context.items() if key.endswith("_url")}
        site = SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(settings.BASE_URL).netloc)
        named = {"mlsecure_url": settings.BASE_URL, "current_site": site}
        super().send_mail(template_prefix, email, {**context, **own, **named})


def _own_address(url: str) -> str:
    """The same page under the configured address: allauth takes the host from the request."""
    return settings.BASE_URL + urlunsplit(("", "", *urlsplit(url)[2:]))
