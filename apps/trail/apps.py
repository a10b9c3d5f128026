from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "apps.trail"
    label = "trail"

    def ready(self) -> None:
        from apps.ui.navigation import register_entry

        from .permissions import VIEW

        register_entry(
            "Trail", icon="link", url_name="trail:events", order=90, group="more", permission=VIEW
        )
