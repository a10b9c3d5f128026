"""Readmission risk: who is likely to be back in hospital within thirty days."""

from .organisation import CLINICAL
from .specs import Facts, Part, System, Version

_US: Facts = {
    "stage_region": "us-west-2",
    "stage_encryption_in_transit": True,
    "stage_encryption_at_rest": True,
    "stage_secrets_managed": True,
    "stage_logged": True,
    "stage_isolated": True,
    "stage_personal_data": True,
    "stage_lawful_basis": "legal_obligation",
}
_EU: Facts = {**_US, "stage_region": "eu-west-1"}

ADMISSIONS = Part(
    name="Admissions 2021–2025",
    purpose="One row per hospital stay with diagnoses, medication and the next admission.",
    description=(
        "Drawn every quarter from the record system of the hospitals and clinics. Patient numbers "
        "are replaced by tokens on the way out; the token table stays in the record system."
    ),
    owner="sam",
    facts={
        "dataset_personal": True,
        "dataset_special": True,
        "dataset_special_kinds": ["health"],
        "dataset_phi": True,
        "dataset_identifiers": ["B", "C", "R"],
        "dataset_psychotherapy_notes": False,
        "dataset_children": False,
        "dataset_criminal": False,
        "dataset_ccpa_sensitive": True,
        "dataset_ccpa_sensitive_kinds": ["health"],
        "dataset_ccpa_categories": ["B", "C", "L"],
        "dataset_ccpa_exempt": True,
        "dataset_free_text": False,
        "dataset_images": False,
        "dataset_subjects": ["patients"],
        "dataset_people_count": 184_300,
        "dataset_origins": ["person"],
        "dataset_collection": "Extract from the record system, first working day of the quarter",
        "dataset_original_purpose": "Treatment",
        "dataset_reused": True,
        "dataset_purpose_compatible": True,
        "dataset_notice_given": True,
        "dataset_notice_timing": "collection",
        "dataset_origin_recorded": True,
        "dataset_lawful_basis": "legal_obligation",
        "dataset_art9_condition": "health_care",
        "dataset_hipaa_basis": "treatment_payment_operations",
        "dataset_deidentification": "pseudonymised",
        "dataset_deid_documented": True,
        "dataset_keys_apart": True,
        "dataset_join_key": "token",
        "dataset_reid_code": "random",
        "dataset_location": "Clinical lake, bucket admissions-curated",
        "dataset_region": "us-west-2",
        "dataset_encrypted_at_rest": True,
        "dataset_encrypted_in_transit": True,
        "dataset_access_restricted": True,
        "dataset_access_logged": True,
        "dataset_backups_encrypted": True,
        "dataset_vendors": False,
        "dataset_sold_or_shared": False,
        "dataset_published": False,
        "dataset_transferred": True,
        "dataset_transfer_instrument": "scc",
        "dataset_retention_set": True,
        "dataset_retention_months": 84,
        "dataset_retention_reason": "purpose",
        "dataset_retention_automatic": False,
        "dataset_person_lookup": True,
        "dataset_columns_justified": True,
        "dataset_quality_checked": True,
    },
    versions=(
        Version(
            "extract 14",
            day=-100,
            rows=412_880,
            columns=(
                "stay_token string, age_band string, postcode_3 string, admitted_month date, "
                "ward string, diagnosis_codes list, medication_count integer, "
                "previous_stays integer, length_of_stay integer, readmitted_30d boolean"
            ),
            note="Ages over 89 in one band",
        ),
        Version(
            "extract 15",
            day=-9,
            rows=431_207,
            columns=(
                "stay_token string, age_band string, postcode_3 string, admitted_month date, "
                "ward string, diagnosis_codes list, medication_count integer, "
                "previous_stays integer, length_of_stay integer, readmitted_30d boolean"
            ),
            note="One more quarter; same columns",
        ),
    ),
)

CALLS = Part(
    name="Discharge call outcomes",
    purpose="Whether the call after discharge reached the patient, and what was arranged.",
    owner="sam",
    facts={
        "dataset_personal": True,
        "dataset_special": True,
        "dataset_special_kinds": ["health"],
        "dataset_phi": True,
        "dataset_identifiers": ["C", "R"],
        "dataset_children": False,
        "dataset_criminal": False,
        "dataset_psychotherapy_notes": False,
        "dataset_free_text": True,
        "dataset_images": False,
        "dataset_subjects": ["patients"],
        "dataset_people_count": 61_900,
        "dataset_origins": ["person"],
        "dataset_lawful_basis": "legal_obligation",
        "dataset_art9_condition": "health_care",
        "dataset_hipaa_basis": "treatment_payment_operations",
        "dataset_deidentification": "pseudonymised",
        "dataset_location": "Clinical lake, bucket calls-curated",
        "dataset_region": "us-west-2",
        "dataset_encrypted_at_rest": True,
        "dataset_encrypted_in_transit": True,
        "dataset_access_restricted": True,
        "dataset_sold_or_shared": False,
        "dataset_transferred": False,
    },
    versions=(
        Version(
            "spring",
            day=-98,
            rows=58_114,
            columns="stay_token string, call_month date, reached boolean, outcome string",
        ),
    ),
)

MODEL = Part(
    name="Readmission classifier",
    purpose="A probability for each stay that the patient is back within thirty days.",
    owner="sam",
    facts={
        "model_personal_training": True,
        "model_outputs_personal": True,
        "model_generative": False,
        "model_decision_effect": "supports",
        "model_significant": True,
        "model_affected": ["patients"],
        "model_human_review": True,
        "model_reviewer_can_change": True,
        "model_people_informed": True,
        "model_explanation": True,
        "model_exposure": "internal",
        "model_access_authenticated": True,
        "model_rate_limited": True,
        "model_queries_logged": True,
        "model_inputs_validated": True,
        "model_weights_restricted": True,
        "model_adversarial_tested": False,
        "model_accuracy_reported": True,
        "model_external_base": False,
        "model_safe_format": True,
        "model_card": True,
        "model_rollback": True,
        "model_dp_training": False,
    },
    versions=(
        Version(
            "3.1",
            day=-92,
            framework="scikit-learn 1.6",
            note="Gradient boosting, 240 trees",
            made_with=(("trained_on", "Admissions 2021–2025", "extract 14"),),
        ),
        Version(
            "3.2",
            day=-6,
            framework="scikit-learn 1.6",
            note="Retrained on one more quarter; calibrated by ward",
            made_with=(
                ("trained_on", "Admissions 2021–2025", "extract 15"),
                ("validated_on", "Discharge call outcomes", "spring"),
            ),
        ),
    ),
)

READMISSION = System(
    key="readmission",
    name="Readmission risk",
    team=CLINICAL,
    lead="lena",
    purpose=(
        "Tell the discharge nurse which patients are likely to be back within thirty days, so "
        "that they get a call and a visit in time."
    ),
    description=(
        "Runs every night over the patients who will leave on the next day. The score is one of "
        "five things on the discharge sheet; a nurse decides. The clinics in Ireland use it since "
        "last winter."
    ),
    owner="lena",
    repository="https://git.example.org/clinical/readmission",
    commit="7c1e0b94",
    day=-108,
    facts={
        "pipeline_sector": "health",
        "pipeline_people_scale": "under_1000000",
        "pipeline_profiling": True,
        "pipeline_public_monitoring": False,
        "pipeline_vulnerable_people": True,
        "pipeline_new_technology": False,
        "pipeline_marketing": False,
        "pipeline_health_marketing": False,
        "pipeline_underwriting": False,
        "pipeline_research": False,
        "pipeline_biometric_training": False,
        "pipeline_federated": False,
        "pipeline_retrain_days": 92,
        "pipeline_gdpr_role": "controller",
        "pipeline_in_record": True,
        "pipeline_minimum_roles": True,
        "pipeline_dpia_screened": True,
        "pipeline_dpia_done": True,
        "pipeline_dpia_current": True,
        "pipeline_dpo_consulted": True,
        "pipeline_notice_training": True,
        "pipeline_vendors": False,
        "pipeline_joint_data": False,
        "pipeline_least_privilege": True,
        "pipeline_access_reviewed": True,
        "pipeline_short_lived_credentials": False,
        "pipeline_access_time_bound": False,
        "pipeline_egress_limited": False,
        "pipeline_min_tls": "tls12",
        "pipeline_cipher": "approved",
        "pipeline_stores_open": "watched",
        "pipeline_segmented": True,
        "pipeline_environments_separate": True,
        "pipeline_backed_up": True,
        "pipeline_storage_wiped": False,
        "pipeline_monitored": True,
        "pipeline_alerts_owned": False,
        "pipeline_log_reviewed": False,
        "pipeline_logs_encrypted": True,
        "pipeline_commit_recorded": True,
        "pipeline_code_reviewed": True,
        "pipeline_dependencies_scanned": True,
        "pipeline_reproducible": True,
        "pipeline_rollback": True,
        "pipeline_artifacts_verified": True,
    },
    stages={
        "collection": {**_US, "stage_runs_on": "Record system, nightly extract"},
        "storage": {**_US, "stage_runs_on": "Clinical lake"},
        "preprocessing": {**_US, "stage_runs_on": "Batch cluster, team account"},
        "training": {**_US, "stage_runs_on": "Batch cluster, GPU pool"},
        "evaluation": {**_US, "stage_runs_on": "Batch cluster, team account"},
        "deployment": {**_US, "stage_runs_on": "Model registry", "stage_personal_data": False},
        "inference": {**_EU, "stage_runs_on": "Ward servers, Cork and Galway"},
        "monitoring": {
            "stage_runs_on": "Metrics service",
            "stage_region": "us-west-2",
            "stage_encryption_in_transit": True,
            "stage_encryption_at_rest": True,
            "stage_logged": True,
            "stage_secrets_managed": True,
            "stage_personal_data": False,
        },
    },
    datasets=(ADMISSIONS, CALLS),
    models=(MODEL,),
)
# What the team does later, in the order of the story.
SECOND_LOOK: Facts = {"model_fairness_tested": True, "model_drift_monitored": True}
LOG_REVIEW: Facts = {
    "pipeline_log_reviewed": True,
    "pipeline_alerts_owned": True,
    "pipeline_access_time_bound": True,
}
HARDENING: Facts = {
    "pipeline_short_lived_credentials": True,
    "pipeline_egress_limited": True,
}
ATTACK_TESTS: Facts = {"model_adversarial_tested": True, "model_signed": True, "model_sbom": True}
LATER = frozenset((*SECOND_LOOK, *LOG_REVIEW, *HARDENING, *ATTACK_TESTS))
DELETION_JOB: Facts = {"dataset_retention_automatic": True, "dataset_erasable": True}
