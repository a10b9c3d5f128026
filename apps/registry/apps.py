from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "apps.registry"
    label = "registry"

    def ready(self) -> None:
        from apps.core.facts import register_facts
        from apps.organizations.models import register_grants
        from apps.ui.navigation import register_entry

        from .fact_specs import REGISTRY_FACTS
        from .models import DatasetGrant, PipelineGrant, TrainedModelGrant
        from .permissions import VIEW

        register_grants(PipelineGrant, DatasetGrant, TrainedModelGrant)
        register_facts(REGISTRY_FACTS)
        register_entry(
            "Registry", icon="stack-2", url_name="registry:pipelines", order=20, permission=VIEW
        )
