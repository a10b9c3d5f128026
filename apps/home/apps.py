from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "apps.home"
    label = "home"

    def ready(self) -> None:
        from apps.ui.navigation import register_entry

        register_entry("Home", icon="home", url_name="home:home", order=10)
