from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import actions, navigation, schedule, statuses  # noqa: F401 - importing registers them
        from .listeners import connect

        connect()
