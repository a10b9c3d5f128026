from django.apps import AppConfig


class RemediationConfig(AppConfig):
    name = "apps.remediation"
    label = "remediation"

    def ready(self) -> None:
        from . import (  # noqa: F401 - importing registers them
            actions,
            home,
            navigation,
            search,
            statuses,
        )
