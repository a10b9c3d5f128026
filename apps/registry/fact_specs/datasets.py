"""Facts that a person states about a dataset."""

from apps.core.facts import About, FactGroup

from .identification import (
    CODES,
    DEIDENTIFICATION,
    FREE_TEXT,
    IMAGES,
    JOIN_KEYS,
    LOOKUP,
    REPORT,
)
from .words import (
    CCPA_CATEGORIES,
    CCPA_EXEMPTIONS,
    CCPA_PURPOSES,
    CCPA_SENSITIVE_KINDS,
    CCPA_SENSITIVE_USES,
    DEROGATIONS,
    HIPAA_IDENTIFIERS,
    INSTRUMENTS,
    LAWFUL_BASES,
    ORIGINS,
    SPECIAL_KINDS,
    SUBJECTS,
    USE_LIMITS,
)

_CONTENT = FactGroup(About.DATASET, "What it holds")
_PEOPLE = FactGroup(About.DATASET, "People in it")
_ORIGIN = FactGroup(About.DATASET, "Origin")
_BASIS = FactGroup(About.DATASET, "Legal basis")
_IDENTITY = FactGroup(About.DATASET, "De-identification")
_PROTECTION = FactGroup(About.DATASET, "Place and protection")
_SHARING = FactGroup(About.DATASET, "Recipients and transfers")
_RIGHTS = FactGroup(About.DATASET, "Retention and rights")
_QUALITY = FactGroup(About.DATASET, "Quality and integrity")

# GDPR Art. 9(2)
_ART9 = (
    ("explicit_consent", "Explicit consent"),
    ("employment_law", "Employment and social security law"),
    ("vital", "Vital interests"),
    ("nonprofit", "Members of a non-profit body"),
    ("made_public", "Made public by the person"),
    ("legal_claims", "Legal claims"),
    ("public_interest", "Substantial public interest"),
    ("health_care", "Health care"),
    ("public_health", "Public health"),
    ("research", "Archiving, research, statistics"),
    ("none", "No condition"),
)
_HIPAA = (
    ("treatment_payment_operations", "Own treatment, payment, operations"),
    ("others_operations", "Operations of another covered entity"),
    ("authorization", "Authorisation"),
    ("limited_data_set", "Limited data set"),
    ("research_waiver", "Research waiver"),
    ("deidentified", "De-identified"),
    ("preparatory", "Preparatory to research"),
    ("decedents", "Research on the dead alone"),
    ("other", "Another permission of the Privacy Rule"),
    ("none", "No basis"),
)
# GDPR Art. 13(1), 14(3) and 14(5)
_NOTICE_TIMING = (
    ("collection", "Everybody, when it was collected from them"),
    ("in_time", "Everybody, within a month of receipt and before first contact or disclosure"),
    ("left_out", "Those who were not told in time are left out"),
    ("later", "Everybody, but later than that"),
    ("some", "Some of them"),
    ("none", "Nobody"),
    ("exempt_known", "Nobody, as they have all of the information already"),
    ("exempt_effort", "Nobody, as it is impossible, out of proportion or self-defeating"),
    ("exempt_law", "Nobody, as a law lays down how the data is obtained"),
    ("exempt_secrecy", "Nobody, because of professional secrecy"),
)
_RETENTION_REASONS = (
    ("purpose", "Worked out from the purpose, in writing"),
    ("default", "The default of the organisation"),
    ("none", "None is written down"),
)

_REPRESENTATIVE = (
    ("compared", "Compared with the people the model is used on, gaps are closed or written down"),
    ("looked", "Looked at, without figures"),
    ("none", "Not looked at"),
)
_LABELS = (
    ("none_used", "It has no labels"),
    ("measured", "Error rate measured on a checked sample, limit met"),
    ("no_limit", "Error rate measured, no limit was set"),
    ("missed", "Error rate measured, limit not met"),
    ("none", "Not measured"),
)
_SIGNED = (
    ("checked", "Signed, and consumers check it"),
    ("signed", "Signed; nobody checks"),
    ("none", "Not signed"),
)
_VERSIONS = (
    ("locked", "Every change makes a version that is locked"),
    ("versioned", "Versions exist and can be overwritten"),
    ("in_place", "Files are changed in place"),
)
_TERMS = (
    ("fit", "Read, and they allow this use"),
    ("recorded", "Recorded, not compared with this use"),
    ("forbidden", "Read, and they do not allow this use"),
    ("none", "Not recorded"),
)

DATASET_FACTS = (
    _CONTENT.yes_no("dataset_personal", "Holds personal data", "Pseudonymised data counts."),
    _CONTENT.yes_no(
        "dataset_special",
        "Holds special category data",
        "GDPR Art. 9: origin, politics, beliefs, union membership, genes, identifying biometrics, "
        "health, sex life. Data that only reveals one of these counts.",
    ),
    _CONTENT.many("dataset_special_kinds", "Special categories", SPECIAL_KINDS),
    _CONTENT.yes_no(
        "dataset_phi", "Holds PHI", "Health information about a person, held under HIPAA."
    ),
    _CONTENT.many(
        "dataset_identifiers",
        "HIPAA identifiers",
        HIPAA_IDENTIFIERS,
        "The 18 of 45 CFR 164.514(b)(2)(i), of the people themselves and of their relatives, "
        "employers and household members. Identity numbers of other countries count under G.",
    ),
    _CONTENT.yes_no(
        "dataset_psychotherapy_notes",
        "Holds psychotherapy notes",
        "Notes of a counselling session kept apart from the record.",
    ),
    _CONTENT.yes_no(
        "dataset_criminal",
        "Holds data on convictions or offences",
        "GDPR Art. 10. Security measures that go with them count; a court record is not needed.",
    ),
    _CONTENT.many(
        "dataset_ccpa_categories",
        "CCPA categories",
        CCPA_CATEGORIES,
        "All that it holds; scores and guesses are K (Cal. Civ. Code 1798.140(v)(1)).",
    ),
    _CONTENT.yes_no(
        "dataset_ccpa_sensitive", "Sensitive under CCPA", "Cal. Civ. Code 1798.140(ae)."
    ),
    _CONTENT.many(
        "dataset_ccpa_sensitive_kinds",
        "Sensitive kinds",
        CCPA_SENSITIVE_KINDS,
        "All that it holds (Cal. Civ. Code 1798.140(ae)).",
    ),
    _CONTENT.yes_no(
        "dataset_ccpa_exempt",
        "Another law takes it out of the CCPA",
        "HIPAA, California medical privacy, federal financial privacy, credit reporting or "
        "clinical trials.",
    ),
    _CONTENT.choice("dataset_ccpa_exemption", "What takes it out of the CCPA", CCPA_EXEMPTIONS),
    _CONTENT.yes_no("dataset_free_text", "Holds free text"),
    _CONTENT.yes_no("dataset_images", "Holds images, video or sound of people"),
    _PEOPLE.many("dataset_subjects", "Whose data it is", SUBJECTS),
    _PEOPLE.yes_no("dataset_children", "Children are among them"),
    _PEOPLE.yes_no(
        "dataset_parental_consent",
        "Parental consent is on record for each child under the age limit",
        "Only where consent is the basis and children use an online service.",
        every=True,
    ),
    _PEOPLE.number("dataset_people_count", "Number of people"),
    _ORIGIN.many(
        "dataset_origins",
        "Where it comes from",
        ORIGINS,
        "All that apply. For data made from other data, say derived and record the link on the "
        "Lineage tab: it then comes from wherever its sources come from.",
    ),
    _ORIGIN.text("dataset_collection", "How and when it was collected"),
    _ORIGIN.text("dataset_original_purpose", "What it was first collected for"),
    _ORIGIN.yes_no(
        "dataset_reused",
        "Used for another purpose than it was collected for",
        "Training a model is one, unless it was named as a purpose when the data was collected.",
    ),
    _ORIGIN.yes_no(
        "dataset_purpose_compatible",
        "A written test found the new purpose compatible",
        "GDPR Art. 6(4), with all five factors: link between the purposes, context of collection, "
        "kind of data, consequences for people, safeguards.",
    ),
    _ORIGIN.many(
        "dataset_use_limits",
        "Limits on its use",
        USE_LIMITS,
        "From licences, agreements, consents and requests. They go on to whatever is made from it.",
    ),
    _ORIGIN.text(
        "dataset_left_behind",
        "How it left behind what its sources hold",
        "Only where a fact says no and a dataset or model that this one was made with says yes.",
    ),
    _ORIGIN.choice(
        "dataset_ccpa_purpose",
        "Ground for this use under the CCPA",
        CCPA_PURPOSES,
        "11 CCR 7002(a): one of three grounds for each purpose.",
    ),
    _ORIGIN.choice(
        "dataset_ccpa_sensitive_use",
        "What its sensitive data is used for (California)",
        CCPA_SENSITIVE_USES,
        "11 CCR 7027(m). Features of a model usually infer what people are like.",
    ),
    _ORIGIN.yes_no("dataset_notice_given", "People were told about this use"),
    _ORIGIN.choice(
        "dataset_notice_timing",
        "Who was informed, and when",
        _NOTICE_TIMING,
        "GDPR Art. 13 where data comes from the person, Art. 14 where it comes from elsewhere. "
        "Leave it unknown where groups of people differ.",
    ),
    _ORIGIN.yes_no("dataset_license_recorded", "Its licence or terms are recorded"),
    _ORIGIN.choice("dataset_terms", "Licence and terms of its sources", _TERMS),
    _ORIGIN.yes_no(
        "dataset_origin_recorded",
        "Origin, date, collector and terms are recorded for every part",
        every=True,
    ),
    _BASIS.choice("dataset_lawful_basis", "Lawful basis", LAWFUL_BASES, "GDPR Art. 6(1)."),
    _BASIS.choice("dataset_art9_condition", "Art. 9 condition", _ART9, "GDPR Art. 9(2)."),
    _BASIS.yes_no(
        "dataset_consent_recorded",
        "Consent is on record for each person",
        "With its time, the wording, and the act by which the person gave it.",
        every=True,
    ),
    _BASIS.choice(
        "dataset_hipaa_basis",
        "HIPAA basis",
        _HIPAA,
        "45 CFR 164.502 to 164.514. Others are, for example, treatment or payment of another "
        "provider, an organised arrangement, public health, oversight, and what a law requires.",
    ),
    _BASIS.yes_no(
        "dataset_dua",
        "A data use agreement is in place with everyone who receives it",
        "For limited data sets, with every term of 45 CFR 164.514(e)(4).",
        every=True,
    ),
    _BASIS.yes_no(
        "dataset_restrictions_applied",
        "Restrictions and revocations are left out of each extract",
        every=True,
    ),
    _IDENTITY.choice("dataset_deidentification", "State of identification", DEIDENTIFICATION),
    _IDENTITY.yes_no("dataset_deid_documented", "The method is documented"),
    _IDENTITY.choice("dataset_free_text_state", "What was done with free text", FREE_TEXT),
    _IDENTITY.choice(
        "dataset_images_state", "What was done with images, video and sound of people", IMAGES
    ),
    _IDENTITY.choice("dataset_expert_report", "What is on file of the expert's finding", REPORT),
    _IDENTITY.choice("dataset_lookup_place", "Where the way back to people is kept", LOOKUP),
    _IDENTITY.yes_no("dataset_keys_apart", "Keys that lead back to people are kept apart"),
    _IDENTITY.choice("dataset_join_key", "How rows are joined by person", JOIN_KEYS),
    _IDENTITY.choice("dataset_reid_code", "Code that leads back to the person", CODES),
    _IDENTITY.yes_no(
        "dataset_reid_tested", "Re-identification was tested", "With a method and a date on record."
    ),
    _IDENTITY.number("dataset_k_anonymity", "Smallest group with the same quasi-identifiers (k)"),
    _PROTECTION.text("dataset_location", "Where it is stored"),
    _PROTECTION.text("dataset_region", "Region"),
    _PROTECTION.yes_no("dataset_encrypted_at_rest", "Encrypted at rest", "In each of its stores."),
    _PROTECTION.yes_no(
        "dataset_encrypted_in_transit",
        "Encrypted whenever it is moved or sent",
        "By network, mail, file share or disk.",
    ),
    _PROTECTION.yes_no(
        "dataset_field_encryption", "Each direct identifier is encrypted by field", every=True
    ),
    _PROTECTION.yes_no(
        "dataset_access_restricted",
        "Only named people and jobs have access",
        "Each has a task that needs it.",
        every=True,
    ),
    _PROTECTION.yes_no("dataset_access_logged", "Each reading and export is logged", every=True),
    _PROTECTION.yes_no("dataset_backups_encrypted", "Backups are encrypted"),
    _SHARING.text("dataset_recipients", "Recipients"),
    _SHARING.yes_no(
        "dataset_vendors",
        "Outside parties hold, process or can reach it",
        "A cloud that only stores it counts.",
    ),
    _SHARING.yes_no(
        "dataset_vendor_contracts",
        "Each of them has signed a contract for it",
        "Counts when it limits what they may do with it.",
        every=True,
    ),
    _SHARING.yes_no("dataset_sold_or_shared", "Sold, or shared for advertising"),
    _SHARING.yes_no(
        "dataset_opt_outs_applied", "People who opted out of sale or sharing are left out"
    ),
    _SHARING.yes_no("dataset_published", "Published, or given to anybody who asks"),
    _SHARING.yes_no(
        "dataset_transferred",
        "Leaves the EEA, or can be reached from outside it",
        "Reading it on a screen abroad is enough.",
    ),
    _SHARING.choice(
        "dataset_transfer_instrument",
        "Transfer instrument",
        INSTRUMENTS,
        "GDPR Art. 45, 46(2), 46(3) and 49.",
    ),
    _SHARING.choice(
        "dataset_transfer_derogation",
        "Which derogation",
        DEROGATIONS,
        "GDPR Art. 49(1); only where a derogation carries the transfer.",
    ),
    _SHARING.yes_no("dataset_marked", "Copies given away carry a mark", "Watermark, canary rows."),
    _SHARING.yes_no(
        "dataset_share_expires", "All access given to others ends by itself", every=True
    ),
    _RIGHTS.yes_no("dataset_retention_set", "A retention period is set"),
    _RIGHTS.number("dataset_retention_months", "Retention period, in months"),
    _RIGHTS.choice("dataset_retention_reason", "Reason for the period", _RETENTION_REASONS),
    _RIGHTS.yes_no("dataset_retention_automatic", "A job deletes rows past their date"),
    _RIGHTS.yes_no(
        "dataset_person_lookup",
        "All rows of one person can be found",
        "By an identifier that survives pseudonymisation.",
    ),
    _RIGHTS.yes_no(
        "dataset_erasable",
        "One person's rows can be erased within a month",
        "In every place it is kept. Snapshots and read-only files often stand in the way.",
        every=True,
    ),
    _RIGHTS.yes_no(
        "dataset_objection_flags",
        "Objections are flagged on rows, and flagged rows are no longer used",
        "Neither for training nor for scoring.",
    ),
    _RIGHTS.yes_no(
        "dataset_restriction_flags", "Rows can be marked as restricted, and are then only stored"
    ),
    _RIGHTS.yes_no(
        "dataset_corrections_flow",
        "Corrections at the source reach this dataset before its next use",
    ),
    _RIGHTS.yes_no("dataset_corrections_kept", "Corrections survive the next refresh"),
    _RIGHTS.yes_no("dataset_suppression_applied", "Deleted people cannot come back"),
    _RIGHTS.yes_no(
        "dataset_copies_located",
        "Every copy is known, exports and vendors included",
        "Features, embeddings, caches and backups too.",
        every=True,
    ),
    _QUALITY.yes_no(
        "dataset_columns_justified",
        "Each column was found necessary",
        "For the purpose, and written down with who decided.",
        every=True,
    ),
    _QUALITY.yes_no(
        "dataset_quality_checked",
        "Errors, gaps and age were checked, and wrong values mended",
        "With results on record; what could not be mended was left out.",
    ),
    _QUALITY.yes_no("dataset_integrity_checked", "Digests are checked before each use"),
    _QUALITY.choice(
        "dataset_representative",
        "Whom it covers, against whom the model is used on",
        _REPRESENTATIVE,
    ),
    _QUALITY.choice("dataset_label_quality", "Quality of its labels", _LABELS),
    _QUALITY.choice("dataset_versions", "What a change does", _VERSIONS),
    _QUALITY.yes_no("dataset_signed", "Released versions are signed"),
    _QUALITY.choice("dataset_signature", "Signature of released versions", _SIGNED),
    _QUALITY.yes_no(
        "dataset_poisoning_checked",
        "Each version is screened for planted or manipulated records",
        "By automatic checks, before training; what they find is left out.",
        every=True,
    ),
)
