from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "apps.registry"
    label = "registry"

    def ready(self) -> None:
        from apps.core.facts import FACTS
        from apps.organizations.entitlements import OWN_SOURCES
        from apps.organizations.hooks import GRANTS

        from . import (  # noqa: F401 - importing registers them
            actions,
            navigation,
            search,
            statuses,
        )
        from .fact_specs import REGISTRY_FACTS
        from .kinds import KINDS
        from .sharing.own_source import ShareSource

        GRANTS.register(*(kind.grants for kind in KINDS.values()))
        OWN_SOURCES.register(ShareSource())
        FACTS.register(*REGISTRY_FACTS)
