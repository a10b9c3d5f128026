"""Website assistant: a chatbot that answers questions about appointments and bills."""

from .organisation import SUPPORT
from .specs import Facts, Part, System, Version

_US: Facts = {
    "stage_region": "us-west-1",
    "stage_encryption_in_transit": True,
    "stage_personal_data": True,
}

TRANSCRIPTS = Part(
    name="Chat transcripts",
    purpose="Chats of the website, to teach the assistant how people ask.",
    owner="mallory",
    facts={
        "dataset_personal": True,
        "dataset_phi": False,
        "dataset_criminal": False,
        "dataset_free_text": True,
        "dataset_images": False,
        "dataset_ccpa_sensitive": True,
        "dataset_ccpa_sensitive_kinds": ["account_login"],
        "dataset_ccpa_categories": ["A", "F", "G"],
        "dataset_ccpa_exempt": False,
        "dataset_ccpa_exemption": "none",
        "dataset_ccpa_purpose": "compatible",
        "dataset_ccpa_sensitive_use": "not_inferred",
        "dataset_subjects": ["customers", "public"],
        "dataset_origins": ["person"],
        "dataset_notice_given": True,
        "dataset_notice_timing": "collection",
        "dataset_location": "Support data store",
        "dataset_region": "us-west-1",
        "dataset_encrypted_at_rest": True,
        "dataset_vendors": True,
        "dataset_sold_or_shared": False,
    },
    versions=(
        Version(
            "first export",
            day=0,
            rows=92_480,
            columns="chat_id string, started timestamp, text string, resolved boolean",
        ),
    ),
)

MODEL = Part(
    name="Support assistant",
    purpose="Answers in plain language from the help pages; hands over to a person when unsure.",
    owner="mallory",
    facts={
        "model_personal_training": True,
        "model_generative": True,
        "model_decision_effect": "none",
        "model_exposure": "public",
        "model_rate_limited": True,
        "model_external_base": True,
        "model_significant": False,
    },
    versions=(
        Version(
            "pilot",
            day=0,
            framework="Open-weight base, fine-tuned",
            made_with=(("trained_on", "Chat transcripts", "first export"),),
        ),
    ),
)

CHATBOT = System(
    key="chatbot",
    name="Website assistant",
    team=SUPPORT,
    lead="support_lead",
    purpose="Answer questions about appointments, bills and visiting hours on the website.",
    description="In a pilot with one visitor in ten. Chats are kept to improve the answers.",
    owner="support_lead",
    repository="https://git.example.org/support/assistant",
    commit="",
    day=0,
    facts={
        "pipeline_sector": "customer_service",
        "pipeline_people_scale": "under_1000000",
        "pipeline_profiling": False,
        "pipeline_new_technology": True,
        "pipeline_marketing": False,
        "pipeline_vendors": True,
        "pipeline_monitored": True,
    },
    stages={
        "collection": {**_US, "stage_runs_on": "Website"},
        "storage": {**_US, "stage_runs_on": "Support data store", "stage_encryption_at_rest": True},
        "training": {"stage_runs_on": "Rented GPU machine"},
        "inference": {**_US, "stage_runs_on": "Chat service of a vendor"},
    },
    datasets=(TRANSCRIPTS,),
    models=(MODEL,),
)
