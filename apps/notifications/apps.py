from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"

    def ready(self) -> None:
        from apps.ui import health
        from apps.ui.navigation import bell

        from . import actions, schedule, statuses  # noqa: F401 - importing registers them
        from .mail_health import check_mail
        from .navigation import bell_of

        bell.register(bell_of)
        health.check_mail.register(check_mail)
