"""Facts about the organisation: they open and close whole laws, so they come first."""

from apps.core.facts import About, FactGroup

_LAW = FactGroup(About.ORGANIZATION, "Which laws apply")
_GOVERNANCE = FactGroup(About.ORGANIZATION, "Governance")
_SECURITY = FactGroup(About.ORGANIZATION, "Security programme")
_CALIFORNIA = FactGroup(About.ORGANIZATION, "California")
_DERIVED = FactGroup(About.ORGANIZATION, "This installation", derived=True)

HIPAA_ROLES = (
    ("covered_entity", "Covered entity"),
    ("business_associate", "Business associate"),
    ("hybrid", "Hybrid entity"),
    ("none", "Outside HIPAA"),
)
CCPA_ROLES = (
    ("business", "Business"),
    ("service_provider", "Service provider"),
    ("contractor", "Contractor"),
    ("third_party", "Third party"),
    ("none", "Outside CCPA"),
)
SHARED_COLLECTION = (
    ("others_here", "Others collect through our pages, apps or premises"),
    ("we_there", "We collect through the pages, apps or premises of others"),
)

ORGANIZATION_FACTS = (
    _LAW.yes_no(
        "org_eu_people",
        "Established in the EU, or offers to or monitors people there",
        "Opens GDPR (Art. 3).",
    ),
    _LAW.choice("org_hipaa_role", "Role under HIPAA", HIPAA_ROLES, "Opens HIPAA (160.102)."),
    _LAW.yes_no(
        "org_clearinghouse",
        "Part of it is a health care clearinghouse",
        "Turns health transactions of others into or out of the standard format.",
    ),
    _LAW.yes_no("org_california_residents", "Handles data of people who live in California"),
    _LAW.yes_no(
        "org_ccpa_business",
        "Meets one of the CCPA size thresholds",
        "Yearly revenue, 100,000 consumers or households, or half the revenue from selling or "
        "sharing data (Cal. Civ. Code 1798.140(d)).",
    ),
    _LAW.choice("org_ccpa_role", "Role under CCPA", CCPA_ROLES),
    _LAW.yes_no(
        "org_ccpa_sells_or_shares",
        "Sells personal data, or shares it for advertising across websites",
        "Anything of value in return makes a sale; advertising pixels often share.",
    ),
    _LAW.yes_no(
        "org_ccpa_sensitive_beyond",
        "Uses sensitive data for more than California permits without an offer to limit",
        "Beyond the uses of 11 CCR 7027(m), such as inferring what people are like.",
    ),
    _LAW.many(
        "org_ccpa_shared_collection",
        "Collection shared with other companies",
        SHARED_COLLECTION,
        "Pixels, kits in apps, sensors on premises or in vehicles (11 CCR 7012(g)).",
    ),
    _LAW.yes_no(
        "org_ccpa_audit_scale",
        "Large enough for the CCPA cybersecurity audit",
        "250,000 consumers, or 50,000 with sensitive data, or half the revenue from selling or "
        "sharing (11 CCR 7120).",
    ),
    _LAW.yes_no(
        "org_eu_established",
        "Has an establishment in the EU",
        "An office, branch or staff in an EU or EEA country.",
    ),
    _LAW.yes_no(
        "org_eu_representative",
        "A representative in the EU is named in writing",
        "Needed by organisations outside the EU that serve or monitor people there.",
    ),
    _LAW.yes_no(
        "org_sensitive_core_activity",
        "Core business is large-scale use of sensitive data",
        "Special category or criminal data as a main activity, as in a hospital or an insurer.",
    ),
    _LAW.yes_no("org_public_authority", "Is a public authority or body"),
    _LAW.yes_no(
        "org_large_scale_monitoring",
        "Core activities monitor people, or use sensitive data, at large scale",
    ),
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
    _GOVERNANCE.yes_no("org_sanction_policy", "A written sanction policy is applied"),
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
        "HIPAA asks for six years (72 months) from creation or last effect.",
    ),
    _GOVERNANCE.yes_no(
        "org_vendors_reviewed",
        "Every vendor with personal data was reviewed in the last 12 months",
    ),
    _GOVERNANCE.yes_no("org_processing_record", "Keeps a record of processing activities"),
    _GOVERNANCE.yes_no("org_risk_analysis", "A written security risk analysis is current"),
    _GOVERNANCE.yes_no("org_staff_trained", "Staff who handle the data were trained this year"),
    _SECURITY.yes_no("org_security_officer", "A security officer is named"),
    _SECURITY.yes_no(
        "org_incident_plan",
        "A current incident response plan exists",
        "Written, and known to those it names.",
    ),
    _SECURITY.yes_no("org_incident_exercised", "The incident plan was exercised this year"),
    _SECURITY.yes_no("org_kms", "Keys live in a key management service"),
    _SECURITY.yes_no("org_secret_vault", "Secrets live in a vault"),
    _SECURITY.yes_no("org_backups_encrypted", "Backups are encrypted"),
    _SECURITY.yes_no("org_patching", "Security updates are applied within a set time"),
    _SECURITY.yes_no("org_access_reviewed", "Access rights were reviewed this quarter"),
    _SECURITY.yes_no(
        "org_devices_encrypted",
        "Disks of all laptops and workstations are encrypted",
        "Enforced by device management.",
    ),
    _SECURITY.number(
        "org_key_rotation_months",
        "Months after which data keys are rotated",
        "Leave unknown if there is no schedule.",
    ),
    _SECURITY.yes_no(
        "org_mfa_everywhere",
        "Every system with data or models asks for a second factor",
        "Clusters, notebooks, consoles and stores; this installation is counted by itself.",
    ),
    _SECURITY.yes_no(
        "org_unique_accounts",
        "Every person has an account of their own",
        "No shared log-ins on any system with data, clusters and notebook servers included.",
    ),
    _SECURITY.number(
        "org_session_timeout_minutes",
        "Minutes after which idle sessions end",
        "The longest time on any system with personal data.",
    ),
    _SECURITY.number(
        "org_leaver_hours",
        "Hours until a leaver's access ends",
        "Counted from the end of duty, for all systems.",
    ),
    _SECURITY.number("org_log_retention_months", "Months that access logs are kept"),
    _SECURITY.yes_no(
        "org_malware_protection", "Machines and incoming files are checked for malicious software"
    ),
    _SECURITY.yes_no(
        "org_penetration_tested",
        "Systems were penetration-tested in the last 12 months",
        "With the systems that train and serve models in scope.",
    ),
    _SECURITY.yes_no("org_restore_tested", "A restore was tried in the last 12 months"),
    _SECURITY.yes_no("org_media_sanitised", "Disks and media are wiped by a procedure"),
    _SECURITY.yes_no(
        "org_contingency_plan",
        "A plan for emergencies and recovery exists",
        "Written, with an order and target times.",
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_notice_names_training",
        "The notice at collection names training of models",
        'General words such as "improve our services" count as no.',
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_retention_disclosed", "The notice gives a retention period for each category"
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_opt_out_signals",
        "Opt-out signals of browsers are honoured",
        "Global Privacy Control; for the device and for the person, where known.",
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_requests_logged", "Privacy requests are recorded and kept 24 months"
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_deid_commitment",
        "A public promise not to re-identify is published",
        "Usually a sentence in the privacy policy.",
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_audit_done",
        "A cybersecurity audit was completed in the last 12 months",
        "Against all eighteen components of the rule.",
    ),
    _DERIVED.yes_no("org_mfa_required", "This installation asks every role for a second factor"),
)
