from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import actions, home, navigation  # noqa: F401 - importing registers them
        from .listeners import connect

        connect()
