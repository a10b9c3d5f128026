"""Facts that say which laws apply to the organisation."""

from apps.core.facts import About, FactGroup

_LAW = FactGroup(About.ORGANIZATION, "Which laws apply")

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

LAW_FACTS = (
    _LAW.yes_no(
        "org_eu_people",
        "Established in the EU, or offers to or monitors people there",
        "Opens GDPR (Art. 3).",
    ),
    _LAW.yes_no(
        "org_gdpr_processor_only",
        "Handles the personal data of its ML work only on behalf of others (GDPR)",
        "Art. 4(8): others decide why and how in each pipeline, and none of it is used for "
        "purposes of your own.",
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
        "In a country where some of those people are. Needed by organisations outside the EU that "
        "serve or monitor people there.",
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
)
