from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "apps.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from apps.core.facts import provide_unlocks
        from apps.ui.navigation import register_entry

        from .permissions import VIEW
        from .selectors import fact_unlocks

        provide_unlocks(fact_unlocks)
        register_entry(
            "Catalogue",
            icon="books",
            url_name="catalogue:regimes",
            order=40,
            group="more",
            permission=VIEW,
        )
