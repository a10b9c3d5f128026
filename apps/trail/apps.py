from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "apps.trail"
    label = "trail"

    def ready(self) -> None:
        from . import navigation, schedule  # noqa: F401 - importing registers them
