"""The demo's organisation, its teams and its people.

Saltmarsh Hospital Group runs hospitals in California and Oregon and two clinics in Ireland. Its
finance arm offers payment plans to patients of the clinics, and a chatbot answers on the website.
So all three laws meet in one house.
"""

from .specs import Facts, Person

NAME = "Saltmarsh Hospital Group"

CLINICAL, FINANCE, SUPPORT = "Clinical Risk Models", "Patient Finance", "Patient Support"
TEAMS = (CLINICAL, FINANCE, SUPPORT)

PEOPLE = (
    Person("olga", "Olga", "administrator", org_role="administrator"),
    Person("cora", "Cora", "compliance officer", org_role="compliance_officer"),
    Person("lena", "Lena", f"lead of {CLINICAL}", team=CLINICAL, team_role="lead"),
    Person("sam", "Sam", f"data scientist in {CLINICAL}", team=CLINICAL, team_role="contributor"),
    Person("aya", "Aya", "auditor, read-only", org_role="auditor"),
    Person("finance_lead", "Finance lead", f"lead of {FINANCE}", team=FINANCE, team_role="lead"),
    Person(
        "finance_scientist",
        "Finance data scientist",
        f"data scientist in {FINANCE}",
        team=FINANCE,
        team_role="contributor",
    ),
    Person("support_lead", "Support lead", f"lead of {SUPPORT}", team=SUPPORT, team_role="lead"),
    Person("mallory", "Mallory", f"engineer in {SUPPORT}", team=SUPPORT, team_role="contributor"),
)
AUDIT_DAYS = 60
# Invited, and not here yet.
EXPECTED = Person(
    "finance_analyst",
    "Finance analyst",
    f"invited to {FINANCE}",
    team=FINANCE,
    team_role="contributor",
)

FACTS: Facts = {
    "org_eu_people": True,
    "org_hipaa_role": "covered_entity",
    "org_california_residents": True,
    "org_ccpa_business": True,
    "org_ccpa_role": "business",
    "org_ccpa_audit_scale": True,
    "org_eu_established": True,
    "org_sensitive_core_activity": True,
    "org_public_authority": False,
    "org_large_scale_monitoring": True,
    "org_dpo_appointed": True,
    "org_dpo_published": True,
    "org_privacy_officer": True,
    "org_privacy_policy": True,
    "org_sanction_policy": True,
    "org_rights_procedure": True,
    "org_breach_register": True,
    "org_documents_kept_months": 72,
    "org_vendors_reviewed": False,
    "org_processing_record": True,
    "org_staff_trained": True,
    "org_training": "handlers",
    "org_security_officer": True,
    "org_incident_plan": True,
    "org_incident_exercised": False,
    "org_kms": True,
    "org_secret_vault": True,
    "org_backups_encrypted": True,
    "org_backup_keys": "beside",
    "org_key_storage": "service",
    "org_secret_scanning": False,
    "org_credentials": "events",
    "org_roles_written": "some",
    "org_sign_ins_watched": "alerts",
    "org_intrusion": "office",
    "org_phishing_resistant": "admins",
    "org_patching": True,
    "org_access_reviewed": True,
    "org_devices_encrypted": True,
    "org_key_rotation_months": 12,
    "org_unique_accounts": True,
    "org_session_timeout_minutes": 15,
    "org_leaver_hours": 24,
    "org_log_retention_months": 24,
    "org_malware_protection": True,
    "org_penetration_tested": True,
    "org_media_sanitised": True,
    "org_contingency_plan": True,
    "org_ccpa_notice_names_training": False,
    "org_ccpa_retention_disclosed": True,
    "org_ccpa_opt_out_signals": True,
    "org_ccpa_requests_logged": True,
    "org_ccpa_sensitive_beyond": False,
    "org_ccpa_request_methods": "all",
    "org_ccpa_answer_form": "twelve",
    "org_ccpa_verification": "graded",
    "org_ccpa_secret_numbers": "described",
}
# Learned or done later, in the order of the story.
RISK_ANALYSIS: Facts = {"org_risk_analysis": True, "org_risk_analysis_scope": "all_current"}
EXERCISE: Facts = {"org_incident_exercised": True}
