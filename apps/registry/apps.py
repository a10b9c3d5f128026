from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "apps.registry"
    label = "registry"

    def ready(self) -> None:
        from apps.core.facts import FACTS
        from apps.organizations.hooks import GRANTS

        from . import navigation, statuses  # noqa: F401 - importing registers them
        from .fact_specs import REGISTRY_FACTS
        from .models import DatasetGrant, PipelineGrant, TrainedModelGrant

        GRANTS.register(PipelineGrant, DatasetGrant, TrainedModelGrant)
        FACTS.register(*REGISTRY_FACTS)
