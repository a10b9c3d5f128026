"""Facts about the organisation: they open and close whole laws, so they come first."""

from apps.core.facts import About, FactGroup

from .security_facts import SECURITY_FACTS

_LAW = FactGroup(About.ORGANIZATION, "Which laws apply")
_GOVERNANCE = FactGroup(About.ORGANIZATION, "Governance")
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
    *SECURITY_FACTS,
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
