"""The addresses of the URLconf, walked and not listed."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from apps.ui.checks import is_third_party


def named(resolver: Any = None, space: str = "") -> list[tuple[str, URLPattern]]:
    """Every guarded address of ours with its full name."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += named(entry, inner)
        elif not is_third_party(entry) and hasattr(entry.callback, "guard"):
            found.append((f"{space}{entry.name}", entry))
    return found


def address(name: str, pattern: URLPattern, samples: dict[str, Any]) -> str:
    """The address with sample ids; each app has its own in tests/<app>/samples.py."""
    missing = pattern.pattern.converters.keys() - samples.keys()
    assert not missing, f"{name}: add {missing} to tests/{name.partition(':')[0]}/samples.py"
    kwargs = {key: samples[key] for key in pattern.pattern.converters}
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch as exc:
        raise AssertionError(f"{name}: its samples do not fit") from exc
