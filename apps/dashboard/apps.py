from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "apps.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        from apps.ui.navigation import register_entry

        register_entry("Home", icon="home", url_name="dashboard:home", order=10)
