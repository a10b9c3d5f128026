"""Choices that several facts share, with the words people read."""

Choices = tuple[tuple[str, str], ...]

STAGE_KINDS: Choices = (
    ("collection", "Collection"),
    ("labelling", "Labelling"),
    ("storage", "Storage"),
    ("preprocessing", "Preprocessing"),
    ("training", "Training"),
    ("evaluation", "Evaluation"),
    ("deployment", "Deployment"),
    ("inference", "Inference"),
    ("monitoring", "Monitoring"),
    ("retirement", "Retirement"),
)
# GDPR Art. 6(1)(a) to (f)
LAWFUL_BASES: Choices = (
    ("consent", "Consent"),
    ("contract", "Contract"),
    ("legal_obligation", "Legal obligation"),
    ("vital_interests", "Vital interests"),
    ("public_task", "Public task"),
    ("legitimate_interests", "Legitimate interests"),
    ("none", "No basis"),
)
SUBJECTS: Choices = (
    ("patients", "Patients"),
    ("customers", "Customers"),
    ("employees", "Employees"),
    ("applicants", "Applicants"),
    ("students", "Students"),
    ("visitors", "Visitors"),
    ("public", "Members of the public"),
    ("children", "Children"),
    ("other", "Others"),
)
# GDPR Art. 9(1)
SPECIAL_KINDS: Choices = (
    ("racial_ethnic", "Racial or ethnic origin"),
    ("political", "Political opinions"),
    ("religious", "Religious or philosophical beliefs"),
    ("union", "Trade union membership"),
    ("genetic", "Genetic data"),
    ("biometric", "Biometric data that identifies"),
    ("health", "Health"),
    ("sex_life", "Sex life or orientation"),
)
# 45 CFR 164.514(b)(2)(i)(A) to (R)
HIPAA_IDENTIFIERS: Choices = (
    ("A", "A · Names"),
    ("B", "B · Places smaller than a state"),
    ("C", "C · Dates finer than a year, ages over 89"),
    ("D", "D · Telephone numbers"),
    ("E", "E · Fax numbers"),
    ("F", "F · E-mail addresses"),
    ("G", "G · Social security numbers"),
    ("H", "H · Medical record numbers"),
    ("I", "I · Health plan beneficiary numbers"),
    ("J", "J · Account numbers"),
    ("K", "K · Certificate or licence numbers"),
    ("L", "L · Vehicle identifiers and plates"),
    ("M", "M · Device identifiers and serial numbers"),
    ("N", "N · Web addresses"),
    ("O", "O · IP addresses"),
    ("P", "P · Biometric identifiers"),
    ("Q", "Q · Full-face photographs"),
    ("R", "R · Any other unique number or code"),
)
# Cal. Civ. Code 1798.140(v)(1)(A) to (L)
CCPA_CATEGORIES: Choices = (
    ("A", "A · Identifiers"),
    ("B", "B · Customer records"),
    ("C", "C · Protected characteristics"),
    ("D", "D · Commercial information"),
    ("E", "E · Biometric information"),
    ("F", "F · Internet activity"),
    ("G", "G · Geolocation"),
    ("H", "H · Audio, visual, thermal, olfactory"),
    ("I", "I · Employment"),
    ("J", "J · Education"),
    ("K", "K · Inferences"),
    ("L", "L · Sensitive personal information"),
)
# Cal. Civ. Code 1798.140(v)(2), 145(c) to (e), 146(a)
CCPA_EXEMPTIONS: Choices = (
    ("none", "Nothing: the CCPA applies"),
    ("medical", "HIPAA, or California medical privacy law"),
    ("research", "Research under HIPAA, the Common Rule or drug law"),
    ("financial", "Federal or California financial privacy law"),
    ("credit_reporting", "Credit reporting law"),
    ("public", "Publicly available as California defines it"),
)
# 11 CCR 7002(b), (c) and (e)
CCPA_PURPOSES: Choices = (
    ("expected", "People could expect it when it was collected"),
    ("compatible", "Another disclosed purpose that fits the context"),
    ("consent", "A purpose beyond that, with consent"),
    ("none", "None of these"),
)
# Cal. Civ. Code 1798.121, 11 CCR 7027(m)
CCPA_SENSITIVE_USES: Choices = (
    ("permitted", "Only the uses listed in 11 CCR 7027(m)"),
    ("not_inferred", "Purposes other than to infer what people are like"),
    ("other", "Other uses, which people can limit"),
)
# 11 CCR 7150(b)(4) and (5)
CCPA_PROFILING: Choices = (
    ("observed", "Applicants, students or workers, from systematic observation"),
    ("places", "Anybody, from their presence in a sensitive place"),
)
# 11 CCR 7155(a)(1) and (b)
CCPA_ASSESSMENT_TIMING: Choices = (
    ("before", "Complete before the processing began"),
    ("waits", "Not complete; the processing waits for it"),
    ("older_done", "Complete by the end of 2027; the processing began before 2026"),
    ("older_open", "Not complete; the processing began before 2026"),
    ("after", "Too late: it began in 2026 or later without one, or 2027 had ended"),
)
# Cal. Civ. Code 1798.140(ae)
CCPA_SENSITIVE_KINDS: Choices = (
    ("government_id", "Government identifiers"),
    ("account_login", "Account log-in with its access code"),
    ("precise_geolocation", "Precise geolocation"),
    ("origin_belief_union", "Origin, citizenship, belief, union membership"),
    ("message_contents", "Contents of messages to others"),
    ("genetic", "Genetic data"),
    ("neural", "Neural data"),
    ("biometric", "Biometric data for identification"),
    ("health", "Health"),
    ("sex_life", "Sex life or orientation"),
)
# What the parties outside have signed, by the law that names the terms
CONTRACTS: Choices = (
    ("whole", "Each has one, with every term the law asks for"),
    ("terms_missing", "Each has one, but terms are missing in some"),
    ("some", "Some have none"),
    ("none", "Nobody has one"),
)
# What the terms, a licence or the people themselves allow no more
USE_LIMITS: Choices = (
    ("no_training", "Not for training models"),
    ("research_only", "Research only"),
    ("non_commercial", "Not for commercial use"),
    ("named_purposes", "Only for the purposes named in a consent, contract or agreement"),
    ("no_reidentification", "No attempt to find out who people are"),
    ("no_onward_transfer", "Not to be passed on"),
    ("sensitive_limited", "People limited the use of their sensitive data"),
)
# 11 CCR 7001(ddd)
CCPA_DECISIONS: Choices = (
    ("financial_lending", "Financial or lending services"),
    ("housing", "Housing"),
    ("education", "Education enrolment or opportunities"),
    ("employment", "Employment, contracting or pay"),
    ("health_care", "Health care services"),
)
ORIGINS: Choices = (
    ("person", "From the person"),
    ("third_party", "From a third party"),
    ("public", "Publicly available"),
    ("derived", "Derived from other data"),
    ("synthetic", "Synthetic"),
)
EXPOSURES: Choices = (
    ("none", "Nobody: it is not in use"),
    ("internal", "Inside the organisation"),
    ("partners", "Partners"),
    ("public", "The public"),
)
EFFECTS: Choices = (
    ("none", "No decision about people"),
    ("supports", "Supports a person who decides"),
    ("automated", "Decides by itself"),
)
# GDPR Art. 45, 46(2), 46(3) and 49
INSTRUMENTS: Choices = (
    ("adequacy", "Adequacy decision that covers the recipient"),
    ("scc", "Standard contractual clauses of the Commission, signed"),
    ("bcr", "Binding corporate rules, approved"),
    ("public_instrument", "Binding instrument between public bodies"),
    ("authority_clauses", "Standard clauses of an authority, signed"),
    ("code", "Approved code of conduct with binding commitments"),
    ("certification", "Approved certification with binding commitments"),
    ("authorised_clauses", "Own clauses that an authority authorised"),
    ("authorised_arrangement", "Arrangement between public bodies that an authority authorised"),
    ("derogation", "Derogation"),
    ("none", "None"),
)
# GDPR Art. 49(1)
DEROGATIONS: Choices = (
    ("explicit_consent", "Explicit consent, after a warning of the risks"),
    ("contract", "Contract with the person"),
    ("contract_for_person", "Contract in the interest of the person"),
    ("public_interest", "Important public interest laid down by law"),
    ("legal_claims", "Legal claims"),
    ("vital", "Vital interests of somebody who cannot consent"),
    ("register", "Public register"),
    ("compelling", "Compelling interests, as a last resort"),
)
