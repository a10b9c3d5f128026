from django.apps import AppConfig


class RemediationConfig(AppConfig):
    name = "apps.remediation"
    label = "remediation"

    def ready(self) -> None:
        from . import actions, home, navigation, statuses  # noqa: F401 - importing registers them
