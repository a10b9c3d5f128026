"""Every address of the application. An app's own addresses live in its urls.py."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from apps.ui.health import health

# An app answers under its own first word; dashboard and ui stand at the root.
_PREFIXES = {
    "apps.ui": "",
    "apps.trail": "",
    "apps.accounts": "",
    "apps.organizations": "",
    "apps.registry": "",
    "apps.catalogue": "",
    "apps.evidence": "",
    "apps.assessments": "",
    "apps.packs": "",
    "apps.dashboard": "",
}

handler500 = "apps.ui.failure.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(f"{app}.urls"))
    for app, prefix in _PREFIXES.items()
    if find_spec(f"{app}.urls")
]
urlpatterns += [
    path("healthz", health, name="healthz"),
    path("account/", include("allauth.urls")),
]
