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

_KEY_STORAGE = (
    ("service_apart", "In a key service, used by other people than those who read the data"),
    ("service", "In a key service, reachable by the people who read the data"),
    ("some", "Some in a key service, some elsewhere"),
    ("files", "In files, code or configuration"),
)
_ENVELOPE = (
    ("all", "Yes, for all stores with personal data"),
    ("some", "For some stores"),
    ("none", "One key encrypts data directly"),
)
_EXCHANGE = (
    ("recipient_key", "To the recipient's public key (asymmetric or hybrid)"),
    ("shared_secret", "With a password or key that travels by another way"),
    ("transport", "Only by the connection, or not at all"),
)
_QUANTUM = (
    ("plan", "Long-lived secrets are listed and a dated plan moves them"),
    ("listed", "Long-lived secrets are listed, without a plan"),
    ("none", "Nobody has looked"),
)
_BACKUP_KEYS = (
    ("apart", "Every backup, with keys kept in another place"),
    ("beside", "Every backup, with the key beside it or in an unknown place"),
    ("some", "Some backups"),
    ("none", "No backup"),
)
_CREDENTIALS = (
    ("schedule_and_events", "On schedule, and at once after a leak or a leaver"),
    ("events", "At once after a leak or a leaver, without a schedule"),
    ("schedule", "On schedule only"),
    ("never", "No procedure"),
)
_ROLES_WRITTEN = (
    ("all", "For every system with data or models"),
    ("some", "For some systems"),
    ("none", "Not written"),
)
_RESISTS_PHISHING = (
    ("everyone", "Everyone: staff, service providers and contractors"),
    ("admins", "All administrators"),
    ("none", "Not even all administrators"),
)
_PASSWORDS = (
    ("enforced", "A policy is enforced and people have a password manager, or none are used"),
    ("rule", "A rule that people should follow"),
    ("none", "Neither"),
)
_PORTS = (
    ("checked", "Limited by a rule, and a scan compares it with what is open"),
    ("rule", "Limited by a rule that is not checked"),
    ("none", "Not limited"),
)
_PLACES = (
    ("both", "Places and devices"),
    ("some", "Only one of the two"),
    ("none", "Neither"),
)
_SIGN_INS = (
    ("alerts", "Alerts reach a person who acts"),
    ("recorded", "Recorded, looked at now and then"),
    ("none", "Not noticed"),
)
_INTRUSION = (
    ("always", "All of them, alarms reach a person at any hour"),
    ("office", "All of them, alarms reach a person in office hours"),
    ("part", "Some of them"),
    ("none", "None of them"),
)
REQUEST_METHODS = (
    ("all", "Two or more, a toll-free number and the website among them, and a way to older data"),
    ("online", "An e-mail address (only online, with known customers), and a way to older data"),
    ("no_older", "One of the two, without a way to older data"),
    ("one", "Fewer"),
)
ANSWER_FORMS = (
    ("all", "All of it, for 12 months and on request beyond, with reasons where refused"),
    ("twelve", "All of it, for the last 12 months only"),
    ("paper", "Free and readable for 12 months, in no portable form"),
    ("part", "What the main system shows"),
)
VERIFICATIONS = (
    ("graded", "Yes, stricter where information is sensitive or harm is greater"),
    ("same", "Yes, the same for every request"),
    ("none", "None"),
)
SECRET_NUMBERS = (
    ("all", "Withheld by a check, described, and people can confirm that they match"),
    ("described", "Withheld by a check and described"),
    ("by_hand", "Withheld by whoever writes"),
    ("included", "Sent"),
)
OPT_OUT_WAYS = (
    ("all", "A link with notice and form, and a second way, wherever data is collected"),
    ("web", "Both, but only on the website"),
    ("link", "The link only"),
    ("none", "A cookie banner or a letter, or none"),
)
ASKING_AGAIN = (
    ("both", "After 12 months at the earliest, in two steps, or never"),
    ("waits", "After 12 months at the earliest, in one step"),
    ("steps", "Sooner, in two steps"),
    ("none", "At any visit"),
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
    _SECURITY.yes_no("org_kms", "Keys live in a key management service", every=True),
    _SECURITY.choice("org_key_storage", "Where encryption keys are kept", _KEY_STORAGE),
    _SECURITY.choice(
        "org_envelope", "Data keys are themselves encrypted by a master key", _ENVELOPE
    ),
    _SECURITY.choice("org_exchange", "How files for others are encrypted", _EXCHANGE),
    _SECURITY.choice(
        "org_quantum",
        "Readiness for quantum computers",
        _QUANTUM,
        "Data that has to stay secret for more than ten years, and the key exchanges that guard "
        "it: what is recorded today can be read later.",
    ),
    _SECURITY.yes_no(
        "org_secret_vault", "A secret vault is offered to all teams and its use is the rule"
    ),
    _SECURITY.yes_no(
        "org_secret_scanning",
        "Code, notebooks and images are searched for secrets",
        "By a tool, on every change.",
    ),
    _SECURITY.choice(
        "org_credentials", "When standing passwords, keys and tokens are replaced", _CREDENTIALS
    ),
    _SECURITY.choice(
        "org_roles_written",
        "Roles that give access are written, with what each may do and why",
        _ROLES_WRITTEN,
    ),
    _SECURITY.yes_no("org_backups_encrypted", "Every backup is encrypted", every=True),
    _SECURITY.choice("org_backup_keys", "Which backups are encrypted", _BACKUP_KEYS),
    _SECURITY.yes_no(
        "org_patching",
        "Security updates are applied within a set time",
        "Hosts, drivers, libraries and serving software, training clusters included.",
        every=True,
    ),
    _SECURITY.yes_no(
        "org_integrity_procedures",
        "Written procedures protect health data from improper change and destruction",
        "Followed, in data pipelines too.",
        every=True,
    ),
    _SECURITY.choice("org_ports", "Ports, services and protocols of systems with data", _PORTS),
    _SECURITY.choice("org_places", "Guarded against strangers, theft and loss", _PLACES),
    _SECURITY.choice("org_sign_ins_watched", "Failed and unusual sign-ins", _SIGN_INS),
    _SECURITY.choice(
        "org_intrusion",
        "Hosts, containers and networks that are watched for intrusion",
        _INTRUSION,
        "Of those that carry data or models.",
    ),
    _SECURITY.yes_no("org_access_reviewed", "Access rights were reviewed this quarter"),
    _SECURITY.yes_no(
        "org_devices_encrypted",
        "Disks of all laptops and workstations are encrypted",
        "Enforced by device management.",
        every=True,
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
        every=True,
    ),
    _SECURITY.choice(
        "org_phishing_resistant",
        "Who signs in with a factor that resists phishing",
        _RESISTS_PHISHING,
        "A passkey or security key.",
    ),
    _SECURITY.choice("org_passwords", "Strength of passwords that remain", _PASSWORDS),
    _SECURITY.yes_no(
        "org_unique_accounts",
        "Every person has an account of their own",
        "No shared log-ins on any system with data, clusters and notebook servers included.",
        every=True,
    ),
    _SECURITY.number(
        "org_session_timeout_minutes",
        "Minutes after which idle sessions end",
        "The longest time on any system with personal data.",
    ),
    _SECURITY.number(
        "org_leaver_hours",
        "Hours until a leaver's access ends",
        "Counted from the end of duty, by a procedure for all systems.",
    ),
    _SECURITY.number("org_log_retention_months", "Months that access logs are kept"),
    _SECURITY.yes_no(
        "org_malware_protection",
        "Machines and incoming files are checked for malicious software",
        "Model files and packages count as incoming files; finds are reported.",
        every=True,
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
    _CALIFORNIA.choice(
        "org_ccpa_request_methods",
        "Ways to ask for knowledge, deletion and correction",
        REQUEST_METHODS,
        "Cal. Civ. Code 1798.130(a)(1), 11 CCR 7020.",
    ),
    _CALIFORNIA.choice(
        "org_ccpa_answer_form",
        "How specific pieces are handed over",
        ANSWER_FORMS,
        "Free, readable, machine-readable, what providers hold included (11 CCR 7024(h)).",
    ),
    _CALIFORNIA.choice(
        "org_ccpa_verification",
        "Written method to verify who asks",
        VERIFICATIONS,
        "11 CCR 7060.",
    ),
    _CALIFORNIA.choice(
        "org_ccpa_secret_numbers",
        "Government and account numbers, passwords, biometrics in answers",
        SECRET_NUMBERS,
        "11 CCR 7024(d).",
    ),
    _CALIFORNIA.choice(
        "org_ccpa_opt_out_ways",
        "Ways to opt out of sale and sharing",
        OPT_OUT_WAYS,
        "11 CCR 7013(e) and 7026(a).",
    ),
    _CALIFORNIA.choice(
        "org_ccpa_asking_again",
        "Asking again after an opt-out or a limit",
        ASKING_AGAIN,
        "Cal. Civ. Code 1798.135(c)(4) and (5), 11 CCR 7028(a).",
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_audit_done",
        "A cybersecurity audit was completed in the last 12 months",
        "Against all eighteen components of the rule.",
    ),
    _DERIVED.yes_no(
        "org_mfa_required", "This installation asks every role for a second factor", checked=True
    ),
)
