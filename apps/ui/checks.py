"""`manage.py check`: every address is guarded or public on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver


def all_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every leaf of the URLconf."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry)
        else:
            yield entry


def is_third_party(pattern: URLPattern) -> bool:
    """Views of packages that guard themselves; named with the reason in settings."""
    module = getattr(pattern.callback, "__module__", "")
    return any(module.startswith(prefix) for prefix in settings.SELF_GUARDED_MODULES)


@register()
def every_address_is_guarded(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An address with neither `@page` nor `@public` is an error."""
    return [
        Error(
            f"The address {pattern.pattern} has neither @page nor @public.",
            hint="Put @page(PERMISSION) on the view, or @public('reason').",
            id="mlsecure.E001",
        )
        for pattern in all_patterns()
        if not is_third_party(pattern)
        and not hasattr(pattern.callback, "guard")
        and not hasattr(pattern.callback, "public_reason")
    ]
