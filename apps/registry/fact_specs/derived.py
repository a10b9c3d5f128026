"""Facts that the registry works out from its own records; nobody types them."""

from apps.core.facts import About, FactGroup

from .words import (
    CCPA_CATEGORIES,
    EFFECTS,
    EXPOSURES,
    LAWFUL_BASES,
    ORIGINS,
    SPECIAL_KINDS,
    STAGE_KINDS,
)

_STAGES = FactGroup(About.PIPELINE, "Worked out from its stages", derived=True)
_DATA = FactGroup(About.PIPELINE, "Worked out from its datasets", derived=True)
_MODELS = FactGroup(About.PIPELINE, "Worked out from its models", derived=True)
_PIPELINE = FactGroup(About.PIPELINE, "Worked out from the registry", derived=True)
_DATASET = FactGroup(About.DATASET, "Worked out from the registry", derived=True)
_DECISION = FactGroup(About.MODEL, "Worked out from its part in decisions", derived=True)
_MODEL = FactGroup(About.MODEL, "Worked out from the registry", derived=True)

DERIVED_FACTS = (
    _STAGES.many("pipeline_stages", "Stages", STAGE_KINDS),
    _STAGES.many(
        "pipeline_regions",
        "Regions",
        hint="Known once every stage names its region.",
        made_from=("stage_region",),
    ),
    _STAGES.yes_no(
        "pipeline_regions_differ", "Stages run in different regions", made_from=("stage_region",)
    ),
    _STAGES.yes_no(
        "pipeline_encrypted_in_transit",
        "Every stage is encrypted in transit",
        made_from=("stage_encryption_in_transit",),
        every=True,
    ),
    _STAGES.yes_no(
        "pipeline_encrypted_at_rest",
        "Every stage is encrypted at rest",
        made_from=("stage_encryption_at_rest",),
        every=True,
    ),
    _STAGES.yes_no(
        "pipeline_isolated", "Every stage is isolated", made_from=("stage_isolated",), every=True
    ),
    _STAGES.yes_no(
        "pipeline_training_isolated",
        "Training is isolated",
        made_from=("stage_isolated",),
        every=True,
    ),
    _STAGES.yes_no(
        "pipeline_secrets_managed",
        "Every stage takes its secrets from a vault",
        made_from=("stage_secrets_managed",),
        every=True,
    ),
    _STAGES.yes_no(
        "pipeline_logged",
        "Access is logged in every stage",
        made_from=("stage_logged",),
        every=True,
    ),
    _STAGES.yes_no(
        "pipeline_lawful_basis_complete",
        "Every stage that handles personal data has a lawful basis",
        made_from=("stage_lawful_basis", "stage_personal_data"),
        every=True,
    ),
    _STAGES.many(
        "pipeline_lawful_bases",
        "Lawful bases of the stages",
        LAWFUL_BASES,
        made_from=("stage_lawful_basis", "stage_personal_data"),
    ),
    _PIPELINE.yes_no("pipeline_owner_named", "An owner is named", checked=True),
    _DATA.yes_no(
        "data_personal", "Some dataset holds personal data", made_from=("dataset_personal",)
    ),
    _DATA.yes_no(
        "data_special", "Some dataset holds special category data", made_from=("dataset_special",)
    ),
    _DATA.yes_no("data_phi", "Some dataset holds PHI", made_from=("dataset_phi",)),
    _DATA.yes_no(
        "data_deidentified",
        "Some dataset is called de-identified under HIPAA",
        "By Safe Harbor or expert determination; whether it is so is what HIPAA asks.",
        made_from=("dataset_deidentification",),
    ),
    _DATA.yes_no(
        "data_children", "Some dataset is about children", made_from=("dataset_children",)
    ),
    _DATA.yes_no(
        "data_criminal", "Some dataset holds data on crime", made_from=("dataset_criminal",)
    ),
    _DATA.yes_no(
        "data_ccpa_sensitive",
        "Some dataset is sensitive under CCPA",
        made_from=("dataset_ccpa_sensitive",),
    ),
    _DATA.yes_no(
        "data_ccpa_any",
        "Some dataset falls under the CCPA",
        made_from=(
            "dataset_ccpa_categories",
            "dataset_ccpa_sensitive",
            "dataset_personal",
            "dataset_phi",
            "dataset_ccpa_exempt",
        ),
    ),
    _DATA.yes_no(
        "data_sold_or_shared",
        "Some dataset is sold or shared",
        made_from=("dataset_sold_or_shared",),
    ),
    _DATA.yes_no(
        "data_transferred",
        "Some dataset is transferred to a third country",
        made_from=("dataset_transferred",),
    ),
    _DATA.yes_no(
        "data_encrypted_at_rest",
        "Every dataset is encrypted where it is stored",
        made_from=("dataset_encrypted_at_rest",),
        every=True,
    ),
    _DATA.yes_no(
        "data_encrypted_in_transit",
        "Every dataset is encrypted whenever it is moved",
        made_from=("dataset_encrypted_in_transit",),
        every=True,
    ),
    _DATA.many(
        "data_ccpa_categories",
        "CCPA categories",
        CCPA_CATEGORIES,
        made_from=("dataset_ccpa_categories",),
    ),
    _DATA.many(
        "data_special_kinds",
        "Special categories",
        SPECIAL_KINDS,
        made_from=("dataset_special_kinds",),
    ),
    _DATA.many(
        "data_origins", "Where the datasets come from", ORIGINS, made_from=("dataset_origins",)
    ),
    _DATA.many(
        "data_lawful_bases",
        "Lawful bases of the datasets",
        LAWFUL_BASES,
        made_from=("dataset_lawful_basis", "dataset_personal"),
    ),
    _DATA.yes_no(
        "data_explicit_consent",
        "Some dataset rests on explicit consent",
        "GDPR Art. 9(2)(a).",
        made_from=("dataset_special", "dataset_art9_condition"),
    ),
    _MODELS.many("models_exposures", "Exposures", EXPOSURES, made_from=("model_exposure",)),
    _MODELS.many(
        "models_effects", "Parts in decisions", EFFECTS, made_from=("model_decision_effect",)
    ),
    _MODELS.yes_no(
        "models_generative", "Some model is generative", made_from=("model_generative",)
    ),
    _MODELS.yes_no(
        "models_personal",
        "Some model was trained on personal data",
        made_from=("model_personal_training",),
    ),
    _MODELS.yes_no(
        "models_phi", "Some model was trained on PHI", made_from=("model_phi_training",)
    ),
    _MODELS.yes_no(
        "models_outputs_personal",
        "Some model puts out personal data",
        made_from=("model_outputs_personal",),
    ),
    _MODELS.yes_no(
        "models_significant",
        "Some model has a significant effect on people",
        made_from=("model_significant",),
    ),
    _MODELS.yes_no(
        "models_gdpr_automated",
        "Some model decides without a person's real say, with a legal or similar effect (GDPR)",
        made_from=("model_gdpr_automated", "model_significant"),
    ),
    _MODELS.yes_no(
        "models_ccpa_significant",
        "Some model takes part in a significant decision (California)",
        made_from=("model_ccpa_significant",),
    ),
    _MODELS.yes_no(
        "models_ccpa_admt",
        "Some model makes a significant decision in place of a person (California)",
        made_from=("model_ccpa_admt", "model_ccpa_significant"),
    ),
    _DATASET.yes_no("dataset_versioned", "A version is recorded", checked=True),
    _DATASET.yes_no("dataset_digest_recorded", "The latest version has a digest", checked=True),
    _DATASET.yes_no("dataset_schema_recorded", "The latest version has a schema", checked=True),
    _DATASET.yes_no("dataset_owner_named", "An owner is named", checked=True),
    _DATASET.number("dataset_rows", "Rows in the latest version"),
    _MODEL.yes_no("model_versioned", "A version is recorded", checked=True),
    _MODEL.yes_no("model_digest_recorded", "The latest version has a digest", checked=True),
    _MODEL.yes_no(
        "model_training_data_recorded",
        "Training data of the latest version is linked",
        checked=True,
    ),
    _MODEL.yes_no("model_owner_named", "An owner is named", checked=True),
    _DECISION.yes_no(
        "model_gdpr_automated",
        "Decides without a person's real say (GDPR)",
        "GDPR Art. 22(1): by itself, or with a reviewer who does not look or cannot change it.",
        made_from=("model_decision_effect", "model_human_review", "model_reviewer_can_change"),
    ),
    _DECISION.yes_no(
        "model_ccpa_admt",
        "Decides in place of a person (California)",
        "11 CCR 7001(e): by itself, or with a reviewer who fails any part of (e)(1).",
        made_from=(
            "model_decision_effect",
            "model_human_review",
            "model_reviewer_interprets",
            "model_reviewer_analyses",
            "model_reviewer_can_change",
        ),
    ),
    _DECISION.yes_no(
        "model_ccpa_significant",
        "Takes part in a significant decision (California)",
        "11 CCR 7001(ddd).",
        made_from=("model_decision_effect", "model_ccpa_decisions"),
    ),
)
