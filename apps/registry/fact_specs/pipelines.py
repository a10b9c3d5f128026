"""Facts that a person states about a whole pipeline."""

from apps.core.facts import About, FactGroup

from .words import CCPA_ASSESSMENT_TIMING, CCPA_PROFILING, CONTRACTS

_PURPOSE = FactGroup(About.PIPELINE, "What it does")
_ROLES = FactGroup(About.PIPELINE, "Roles and records")
_RISK = FactGroup(About.PIPELINE, "Risk assessments")
_PEOPLE = FactGroup(About.PIPELINE, "What people are told and can do")
_TRANSFERS = FactGroup(About.PIPELINE, "Vendors and transfers")
_ACCESS = FactGroup(About.PIPELINE, "Access")
_PROTECTION = FactGroup(About.PIPELINE, "Protection")
_LOGS = FactGroup(About.PIPELINE, "Logs and alerts")
_INTEGRITY = FactGroup(About.PIPELINE, "Code and integrity")
_CALIFORNIA = FactGroup(About.PIPELINE, "California")

_SECTORS = (
    ("health", "Health care"),
    ("finance", "Finance"),
    ("employment", "Employment"),
    ("education", "Education"),
    ("housing", "Housing"),
    ("insurance", "Insurance"),
    ("advertising", "Advertising"),
    ("public_services", "Public services"),
    ("customer_service", "Customer service"),
    ("other", "Other"),
)
_SCALES = (
    ("under_1000", "Under 1,000"),
    ("under_100000", "1,000 to 99,999"),
    ("under_1000000", "100,000 to 999,999"),
    ("over_1000000", "A million or more"),
)
_GDPR_ROLES = (
    ("controller", "Controller"),
    ("processor", "Processor"),
    ("joint", "Joint controller"),
    ("none", "Outside GDPR"),
)
_ADMT_ROUTES = (
    ("opt_out", "They can opt out"),
    ("human_appeal", "They can appeal to a human with authority"),
    ("hiring_exception", "Hiring or admission exception"),
    ("work_exception", "Work and pay exception"),
    ("none", "No route"),
)
_TLS = (
    ("tls13", "TLS 1.3"),
    ("tls12_modern", "TLS 1.2 with forward-secret, authenticated suites only"),
    ("tls12", "TLS 1.2, suites not limited or not known"),
    ("older", "Older, or none"),
)
_CIPHERS = (
    ("approved", "AES-256 or an equivalent approved cipher"),
    ("older", "An older or weaker cipher"),
)
_STORES = (
    ("watched", "None, and a tool watches that it stays so"),
    ("looked", "None when somebody last looked"),
    ("open", "At least one"),
)
_CONSIDERED = (
    ("used", "Considered, and used"),
    ("declined", "Considered, and declined with a written reason"),
    ("open", "Considered, undecided"),
    ("none", "Not considered"),
)
_PACKAGES = (
    ("digests", "By version and digest, from a source under our control"),
    ("pinned", "By exact version, from a public source"),
    ("newest", "The newest at the time"),
)
_MASKING = (
    ("default", "By default, unmasking needs a reason"),
    ("some", "In some tools"),
    ("none", "Nowhere"),
)
_LOG_CONTENT = (
    ("spare", "Kept out or masked, and that was checked"),
    ("guarded", "Kept on purpose, guarded like the data"),
    ("part", "Kept out in part"),
    ("clear", "They appear in clear text"),
)
_IDENTITIES = (
    ("each", "One for each job and service"),
    ("stage", "One per stage or group of jobs"),
    ("one", "One for all, or a person's account"),
)
_VENDOR_TRAINING = (
    ("forbidden", "Forbidden by contract"),
    ("allowed", "Allowed"),
    ("silent", "The contract is silent"),
)

PIPELINE_FACTS = (
    _PURPOSE.choice("pipeline_sector", "Sector", _SECTORS),
    _PURPOSE.choice("pipeline_people_scale", "How many people it touches", _SCALES),
    _PURPOSE.yes_no(
        "pipeline_profiling",
        "Evaluates or predicts things about people",
        "Profiling: health, behaviour, reliability, interests (GDPR Art. 4(4)).",
    ),
    _PURPOSE.yes_no(
        "pipeline_public_monitoring", "Watches publicly accessible places systematically"
    ),
    _PURPOSE.yes_no(
        "pipeline_vulnerable_people",
        "Touches people who cannot easily object",
        "Children, patients, employees, asylum seekers.",
    ),
    _PURPOSE.yes_no("pipeline_new_technology", "Uses technology that is new to this field"),
    _PURPOSE.yes_no(
        "pipeline_marketing", "Serves direct marketing", "Choosing whom to address counts."
    ),
    _PURPOSE.yes_no(
        "pipeline_health_marketing",
        "Health data is used to make people buy or use something (HIPAA)",
        "45 CFR 164.501: also to pick whom to address. Refill reminders and talk about a person's "
        "own care can count when somebody else pays for them.",
    ),
    _PURPOSE.yes_no(
        "pipeline_underwriting",
        "Serves the underwriting of a health plan",
        "45 CFR 164.502(a)(5)(i): eligibility, benefits, premiums, renewal. Long-term care "
        "policies of their issuer, and whether a claimed treatment is appropriate, do not count.",
    ),
    _PURPOSE.yes_no("pipeline_research", "The research exemption is claimed"),
    _PURPOSE.yes_no(
        "pipeline_research_plan",
        "A research plan names its safeguards",
        "GDPR Art. 89; only where the research exemption is claimed.",
    ),
    _PURPOSE.yes_no(
        "pipeline_biometric_training",
        "Trains recognition of people",
        "Faces, emotions, identity, or other physical or biological traits.",
    ),
    _PURPOSE.yes_no(
        "pipeline_federated",
        "Training is federated",
        "The data stays with several parties or on devices.",
    ),
    _PURPOSE.yes_no("pipeline_less_data_tried", "A version with fewer fields or rows was tried"),
    _PURPOSE.number(
        "pipeline_retrain_days",
        "Longest time between two trainings, in days",
        "Leave unknown when the model is never retrained.",
    ),
    _ROLES.choice("pipeline_gdpr_role", "Role under GDPR", _GDPR_ROLES),
    _ROLES.yes_no(
        "pipeline_joint_arrangement",
        "Joint controllers have an arrangement",
        "It fits what each really does, and says who does which duty: who informs people, who "
        "answers them, and the rest.",
    ),
    _ROLES.yes_no(
        "pipeline_lia_done",
        "A legitimate-interests assessment came out in favour",
        "In writing: the interest, why the data is needed for it, and why people's interests do "
        "not override it.",
    ),
    _ROLES.yes_no(
        "pipeline_in_record",
        "Has its own entry in the record of processing",
        "In a record that could be handed to the authority today.",
    ),
    _ROLES.yes_no(
        "pipeline_minimum_roles",
        "It is written down which roles need which health data",
        "For all that work on it, with the conditions.",
    ),
    _RISK.yes_no(
        "pipeline_dpia_screened",
        "The need for an impact assessment was checked in writing",
        "Against the cases of GDPR Art. 35(3) and the list of the national authority.",
    ),
    _RISK.yes_no("pipeline_dpia_done", "An impact assessment was made before the start"),
    _RISK.yes_no(
        "pipeline_dpia_late",
        "An impact assessment was finished after the start",
        "Only where none was finished before it.",
    ),
    _RISK.yes_no(
        "pipeline_dpia_current",
        "The impact assessment was reviewed since the last material change",
        "A new source, new features, a new group of people or a new use.",
    ),
    _RISK.yes_no("pipeline_dpo_consulted", "The data protection officer advised on it"),
    _PEOPLE.yes_no(
        "pipeline_notice_training",
        "The privacy notice names model training",
        'In words that say so: "to improve our services" counts as no.',
    ),
    _PEOPLE.yes_no(
        "pipeline_requests_reach_training",
        "Deletions, withdrawals, objections and opt-outs are applied before each training run",
        "Restrictions, and requests to limit the use of sensitive data, count as well.",
    ),
    _TRANSFERS.yes_no(
        "pipeline_vendors",
        "Outside parties hold, process or can reach personal data",
        "A cloud that only stores it counts, encrypted or not; so do remote support, annotators, "
        "model interfaces and tracing tools.",
    ),
    _TRANSFERS.yes_no(
        "pipeline_vendor_contracts",
        "Each of them has signed a contract for it",
        "Any written contract about this data. What each law asks of it is asked by law below.",
        every=True,
    ),
    _TRANSFERS.choice(
        "pipeline_gdpr_contracts",
        "Processor contracts with them (GDPR)",
        CONTRACTS,
        "In writing, with each term of GDPR Art. 28(3). Only for those who act on the controller's "
        "behalf.",
    ),
    _TRANSFERS.yes_no(
        "pipeline_clients_combined",
        "Health data of several clients is combined",
        "Only for a business associate (HIPAA).",
    ),
    _TRANSFERS.yes_no(
        "pipeline_deidentifies",
        "Health data of clients is de-identified here",
        "Only for a business associate (HIPAA).",
    ),
    _TRANSFERS.choice(
        "pipeline_baa",
        "Business associate contracts with them (HIPAA)",
        CONTRACTS,
        "45 CFR 164.504(e)(2) and 164.314(a), each of their terms, or what 164.504(e)(3) accepts "
        "in their place, signed before access. For everybody who holds, processes or can reach "
        "PHI on your behalf; a business associate counts its subcontractors.",
    ),
    _TRANSFERS.choice(
        "pipeline_ccpa_contracts",
        "Service provider and contractor contracts with them (CCPA)",
        CONTRACTS,
        "11 CCR 7051(a), each of its terms. Without them the recipient is a third party.",
    ),
    _TRANSFERS.choice(
        "pipeline_vendor_training", "May vendors train for themselves?", _VENDOR_TRAINING
    ),
    _TRANSFERS.yes_no(
        "pipeline_joint_data", "Several organisations bring their data together for it"
    ),
    _TRANSFERS.yes_no(
        "pipeline_access_from_abroad",
        "People outside the EEA can reach the data",
        "Remote support, annotators or engineers abroad count as a transfer.",
    ),
    _TRANSFERS.yes_no(
        "pipeline_transfer_assessed",
        "Law and practice of the destination country were assessed",
        "Only where data leaves the EEA without an adequacy decision.",
    ),
    _ACCESS.yes_no(
        "pipeline_least_privilege",
        "People and jobs have only the rights they need",
        "Reading, exporting, training and deploying are rights apart.",
        every=True,
    ),
    _ACCESS.choice(
        "pipeline_identities", "Identities that its jobs and services sign in with", _IDENTITIES
    ),
    _ACCESS.yes_no("pipeline_access_reviewed", "Access was reviewed in the last quarter"),
    _ACCESS.yes_no(
        "pipeline_access_time_bound",
        "All access to sensitive data ends on a set date",
        "At most a year ahead, renewed for a reason.",
        every=True,
    ),
    _ACCESS.yes_no(
        "pipeline_short_lived_credentials",
        "Jobs use credentials that expire within a day",
        every=True,
    ),
    _PROTECTION.yes_no("pipeline_egress_limited", "Outgoing connections are limited to a list"),
    _PROTECTION.choice("pipeline_min_tls", "Oldest TLS version accepted", _TLS),
    _PROTECTION.choice("pipeline_cipher", "Weakest cipher of stored data", _CIPHERS),
    _PROTECTION.choice("pipeline_masking", "Where identifying values are masked", _MASKING),
    _PROTECTION.choice(
        "pipeline_stores_open",
        "Stores that strangers can reach",
        _STORES,
        "Buckets, databases, vector stores, notebooks, experiment trackers.",
    ),
    _PROTECTION.choice(
        "pipeline_private_computation",
        "Computing on data without showing it",
        _CONSIDERED,
        "Homomorphic encryption, multi-party computation or enclaves; only where outside parties "
        "compute on the data or bring their own.",
    ),
    _PROTECTION.yes_no(
        "pipeline_segmented", "Data stores are in closed network segments", every=True
    ),
    _PROTECTION.yes_no(
        "pipeline_environments_separate",
        "Development and test are apart and use synthetic or masked data",
        every=True,
    ),
    _PROTECTION.yes_no("pipeline_dlp", "Bulk copying of data is noticed and can be stopped"),
    _PROTECTION.yes_no(
        "pipeline_backed_up", "Retrievable exact copies of data and models exist", every=True
    ),
    _PROTECTION.yes_no(
        "pipeline_storage_wiped",
        "Released disks and GPU machines are wiped",
        "All of them, or their keys are destroyed.",
        every=True,
    ),
    _PROTECTION.yes_no(
        "pipeline_secure_aggregation",
        "Updates from participants are combined by secure aggregation",
        "Only for federated training.",
    ),
    _LOGS.yes_no("pipeline_monitored", "The running system is monitored"),
    _LOGS.yes_no("pipeline_alerts_owned", "Alerts reach a named person who can stop it"),
    _LOGS.yes_no(
        "pipeline_log_reviewed",
        "Access logs are reviewed at least monthly",
        "Or by rules that run all the time with a person on call; the result is noted.",
    ),
    _LOGS.yes_no(
        "pipeline_logs_encrypted",
        "Logs, traces and prompt histories are encrypted at rest",
        every=True,
    ),
    _LOGS.yes_no(
        "pipeline_logs_tamper_evident",
        "Access logs would show tampering",
        "They are kept where the people and jobs they record can only add to them.",
    ),
    _LOGS.choice("pipeline_log_content", "Personal values and secrets in the logs", _LOG_CONTENT),
    _INTEGRITY.yes_no("pipeline_commit_recorded", "Each run records the commit it ran", every=True),
    _INTEGRITY.yes_no(
        "pipeline_code_reviewed",
        "A second person reviews every code change",
        "Configuration included, before it runs on real data; the rule is enforced.",
        every=True,
    ),
    _INTEGRITY.yes_no(
        "pipeline_code_tested",
        "Each code change passes automatic tests",
        "Before it runs on real data.",
        every=True,
    ),
    _INTEGRITY.choice("pipeline_packages", "How packages are installed", _PACKAGES),
    _INTEGRITY.yes_no("pipeline_dependencies_scanned", "Dependencies are scanned for weaknesses"),
    _INTEGRITY.yes_no("pipeline_reproducible", "A training run can be repeated exactly"),
    _INTEGRITY.yes_no("pipeline_rollback", "The last good version can be put back"),
    _INTEGRITY.yes_no(
        "pipeline_validation_protected", "Validation and test data are apart and write-protected"
    ),
    _INTEGRITY.yes_no(
        "pipeline_artifacts_verified",
        "Digests or signatures are checked on every transfer between stages",
        every=True,
    ),
    _CALIFORNIA.yes_no(
        "pipeline_ccpa_risk_assessment",
        "A CCPA risk assessment is complete",
        "11 CCR 7152. A GDPR impact assessment counts once what is missing is added. When it was "
        "completed is asked below.",
    ),
    _CALIFORNIA.choice(
        "pipeline_ccpa_assessment_timing",
        "When the CCPA risk assessment was completed",
        CCPA_ASSESSMENT_TIMING,
        "Processing older than 2026 has until 31 December 2027 (11 CCR 7155).",
    ),
    _CALIFORNIA.many(
        "pipeline_ccpa_profiling",
        "Traits it infers by automated processing",
        CCPA_PROFILING,
        "Sensitive places are clinics, pharmacies, shelters, schools, places of worship, and "
        "union, party and legal offices (11 CCR 7150(b)(4) and (5)).",
    ),
    _CALIFORNIA.yes_no(
        "pipeline_ccpa_contractors",
        "Some outside parties are contractors",
        "They get data for a purpose of yours without processing it on your behalf "
        "(Cal. Civ. Code 1798.140(j)).",
    ),
    _CALIFORNIA.yes_no("pipeline_pre_use_notice", "People get a notice before the decision"),
    _CALIFORNIA.choice(
        "pipeline_admt_route",
        "How people escape the automated decision",
        _ADMT_ROUTES,
        "Only for automated decisions of significance.",
    ),
)
