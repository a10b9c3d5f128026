"""Payment plan decisions: whether a patient of the clinics gets a plan, without a person asked."""

from .organisation import FINANCE
from .specs import Facts, Part, System, Version

_EU: Facts = {
    "stage_region": "eu-west-1",
    "stage_encryption_in_transit": True,
    "stage_encryption_at_rest": True,
    "stage_secrets_managed": True,
    "stage_logged": True,
    "stage_isolated": True,
    "stage_personal_data": True,
    "stage_lawful_basis": "contract",
}

APPLICATIONS = Part(
    name="Payment plan applications",
    purpose="What applicants state about income and household, with the decision they got.",
    owner="finance_scientist",
    facts={
        "dataset_personal": True,
        "dataset_special": False,
        "dataset_phi": False,
        "dataset_children": False,
        "dataset_criminal": False,
        "dataset_free_text": True,
        "dataset_images": False,
        "dataset_subjects": ["applicants", "patients"],
        "dataset_people_count": 38_400,
        "dataset_origins": ["person"],
        "dataset_collection": "Application form of the clinics, since 2019",
        "dataset_notice_given": True,
        "dataset_notice_timing": "collection",
        "dataset_origin_recorded": True,
        "dataset_lawful_basis": "contract",
        "dataset_deidentification": "identified",
        "dataset_join_key": "identifier",
        "dataset_location": "Finance warehouse",
        "dataset_region": "eu-west-1",
        "dataset_encrypted_at_rest": True,
        "dataset_encrypted_in_transit": True,
        "dataset_field_encryption": False,
        "dataset_access_restricted": True,
        "dataset_access_logged": True,
        "dataset_vendors": True,
        "dataset_vendor_contracts": True,
        "dataset_published": False,
        "dataset_transferred": False,
        "dataset_retention_set": True,
        "dataset_retention_months": 72,
        "dataset_retention_reason": "purpose",
        "dataset_retention_automatic": True,
        "dataset_erasable": True,
        "dataset_person_lookup": True,
        "dataset_quality_checked": True,
    },
    versions=(
        Version(
            "to June",
            day=-88,
            rows=36_912,
            columns=(
                "applicant_id string, net_income decimal, household_size integer, rent decimal, "
                "employment string, requested decimal, decision string, note string"
            ),
        ),
        Version(
            "to September",
            day=6,
            rows=38_655,
            columns=(
                "applicant_id string, net_income decimal, household_size integer, rent decimal, "
                "employment string, requested decimal, decision string, note string"
            ),
            note="The column note is dropped before training",
        ),
    ),
)

REPAYMENTS = Part(
    name="Repayment history",
    purpose="Instalments due and paid, to learn which plans hold.",
    owner="finance_scientist",
    facts={
        "dataset_personal": True,
        "dataset_special": False,
        "dataset_phi": False,
        "dataset_children": False,
        "dataset_criminal": False,
        "dataset_free_text": False,
        "dataset_images": False,
        "dataset_subjects": ["customers"],
        "dataset_origins": ["derived"],
        "dataset_lawful_basis": "contract",
        "dataset_deidentification": "pseudonymised",
        "dataset_keys_apart": True,
        "dataset_join_key": "keyed_hash",
        "dataset_location": "Finance warehouse",
        "dataset_region": "eu-west-1",
        "dataset_encrypted_at_rest": True,
        "dataset_access_restricted": True,
        "dataset_transferred": False,
        "dataset_retention_set": True,
        "dataset_retention_months": 120,
        "dataset_retention_reason": "default",
    },
    versions=(
        Version(
            "to June",
            day=-87,
            rows=211_540,
            columns="plan_hash string, due date, paid date, amount decimal",
        ),
    ),
)

MODEL = Part(
    name="Plan scorecard",
    purpose="A score from 300 to 850 that decides on plans up to 2,500 euros by itself.",
    owner="finance_scientist",
    facts={
        "model_personal_training": True,
        "model_outputs_personal": True,
        "model_sensitive_proxies": True,
        "model_generative": False,
        "model_decision_effect": "automated",
        "model_significant": True,
        "model_affected": ["applicants"],
        "model_decision_exception": "contract",
        "model_people_informed": True,
        "model_contest_route": True,
        "model_human_review": False,
        "model_exposure": "internal",
        "model_access_authenticated": True,
        "model_rate_limited": True,
        "model_queries_logged": True,
        "model_accuracy_reported": True,
        "model_external_base": False,
        "model_safe_format": True,
        "model_rollback": True,
    },
    versions=(
        Version(
            "2024.2",
            day=-85,
            framework="LightGBM 4.5",
            note="Decides alone up to 2,500 euros; a clerk decides above",
            made_with=(
                ("trained_on", "Payment plan applications", "to June"),
                ("validated_on", "Repayment history", "to June"),
            ),
        ),
    ),
)

CREDIT = System(
    key="credit",
    name="Payment plan decisions",
    team=FINANCE,
    lead="finance_lead",
    purpose=(
        "Decide at once whether a patient of the clinics in Ireland can pay a treatment in "
        "instalments, and on which terms."
    ),
    description=(
        "The application form calls the scorecard. Up to 2,500 euros the answer is final unless "
        "the applicant asks for a person; above, a clerk sees the score and decides."
    ),
    owner="finance_lead",
    repository="https://git.example.org/finance/plan-scorecard",
    commit="e94d21f0",
    day=-94,
    facts={
        "pipeline_sector": "finance",
        "pipeline_people_scale": "under_100000",
        "pipeline_profiling": True,
        "pipeline_public_monitoring": False,
        "pipeline_vulnerable_people": True,
        "pipeline_new_technology": False,
        "pipeline_marketing": False,
        "pipeline_research": False,
        "pipeline_biometric_training": False,
        "pipeline_federated": False,
        "pipeline_gdpr_role": "controller",
        "pipeline_in_record": True,
        "pipeline_dpia_screened": True,
        "pipeline_dpia_done": True,
        "pipeline_dpia_current": False,
        "pipeline_notice_training": False,
        "pipeline_vendors": True,
        "pipeline_vendor_contracts": True,
        "pipeline_vendor_training": "forbidden",
        "pipeline_joint_data": False,
        "pipeline_access_from_abroad": False,
        "pipeline_least_privilege": True,
        "pipeline_egress_limited": True,
        "pipeline_min_tls": "tls12",
        "pipeline_cipher": "approved",
        "pipeline_stores_open": "looked",
        "pipeline_environments_separate": False,
        "pipeline_backed_up": True,
        "pipeline_monitored": True,
        "pipeline_alerts_owned": True,
        "pipeline_commit_recorded": True,
        "pipeline_code_reviewed": True,
        "pipeline_dependencies_scanned": True,
        "pipeline_rollback": True,
    },
    stages={
        "collection": {**_EU, "stage_runs_on": "Application form of the clinics"},
        "storage": {**_EU, "stage_runs_on": "Finance warehouse"},
        "preprocessing": {**_EU, "stage_runs_on": "Warehouse jobs"},
        "training": {**_EU, "stage_runs_on": "Analytics cluster", "stage_isolated": False},
        "inference": {**_EU, "stage_runs_on": "Scoring service"},
        "monitoring": {"stage_runs_on": "Dashboards of the finance team"},
    },
    datasets=(APPLICATIONS, REPAYMENTS),
    models=(MODEL,),
)
# What the team does later, in the order of the story.
NOTICE: Facts = {"pipeline_notice_training": True}
REVIEWED_DPIA: Facts = {"pipeline_dpia_current": True, "pipeline_dpo_consulted": True}
