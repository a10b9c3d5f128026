from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "apps.trail"
    label = "trail"

    def ready(self) -> None:
        from . import navigation  # noqa: F401 - importing registers it
