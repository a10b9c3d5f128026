"""Every address of the application. An app's own addresses live in its urls.py."""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from apps.ui.health import health

handler500 = "apps.ui.failure.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{config.name}.urls"))
    for config in apps.get_app_configs()
    if config.name.startswith("apps.") and find_spec(f"{config.name}.urls")
]
urlpatterns += [
    path("healthz", health, name="healthz"),
    path("account/", include("allauth.urls")),
]
