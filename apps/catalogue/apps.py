from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "apps.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from apps.core.facts import all_unlocks

        from . import actions, navigation, statuses  # noqa: F401 - importing registers them
        from .selectors import fact_unlocks

        all_unlocks.register(fact_unlocks)
