"""Facts about how the organisation answers for data."""

from apps.core.facts import About, FactGroup

_GOVERNANCE = FactGroup(About.ORGANIZATION, "Governance")

_RISK_ANALYSIS = (
    ("all_current", "All data and systems, made or renewed in the last 12 months"),
    ("all_older", "All data and systems, older"),
    ("part_current", "A part of them, made or renewed in the last 12 months"),
    ("part_older", "A part of them, older"),
    ("none", "There is none"),
)
_TRAINING = (
    ("all", "The whole workforce, before access and again in the last 12 months"),
    ("later", "The whole workforce in the last 12 months, some only after they had access"),
    ("handlers", "Those who handle personal data, in the last 12 months"),
    ("most", "Most of those who handle personal data, in the last 12 months"),
    ("fewer", "Fewer, or longer ago"),
)

GOVERNANCE_FACTS = (
    _GOVERNANCE.yes_no("org_dpo_appointed", "A data protection officer is appointed"),
    _GOVERNANCE.yes_no(
        "org_dpo_published", "The officer's contact is published and told to the authority"
    ),
    _GOVERNANCE.yes_no(
        "org_privacy_officer", "A privacy official and a contact for complaints are named"
    ),
    _GOVERNANCE.yes_no(
        "org_privacy_policy",
        "A policy for personal data in ML is adopted",
        "With rules for training and for models, and within reach of the teams.",
    ),
    _GOVERNANCE.yes_no(
        "org_sanction_policy",
        "A written sanction policy is applied",
        "In each case that calls for it, with a record of what was applied.",
        every=True,
    ),
    _GOVERNANCE.yes_no(
        "org_rights_procedure",
        "Requests from people are logged with their deadline",
        "One place for access, erasure and other requests, with date and answer.",
    ),
    _GOVERNANCE.yes_no(
        "org_breach_register",
        "Every personal data breach is entered in a register",
        "Also breaches that were not notified.",
    ),
    _GOVERNANCE.number(
        "org_documents_kept_months",
        "Months that policies and compliance records are kept",
        "Policies, and records of required actions and assessments; 0 where none are kept. "
        "HIPAA asks for six years (72 months) from creation or last effect.",
    ),
    _GOVERNANCE.yes_no(
        "org_vendors_reviewed",
        "Every vendor with personal data was reviewed in the last 12 months",
    ),
    _GOVERNANCE.yes_no("org_processing_record", "Keeps a record of processing activities"),
    _GOVERNANCE.yes_no("org_risk_analysis", "A written security risk analysis is current"),
    _GOVERNANCE.choice(
        "org_risk_analysis_scope",
        "Written analysis of risks to personal and health data",
        _RISK_ANALYSIS,
        "What it covers, and whether it was made or renewed in the last 12 months.",
    ),
    _GOVERNANCE.yes_no(
        "org_staff_trained",
        "Staff who handle the data were trained this year",
        "All of them, in security and privacy, in the last 12 months.",
        every=True,
    ),
    _GOVERNANCE.choice("org_training", "Trained in security and privacy", _TRAINING),
)
