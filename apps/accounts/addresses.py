"""The network address somebody comes from, as the trail and the session list name it."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the person, not of the proxies before us; "" where there is none.

    One rule for rate limits, sessions and trail: MLSECURE_TRUSTED_PROXIES says how many entries
    of X-Forwarded-For were written by proxies of ours. Whatever a browser puts before is ignored.
    """
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
