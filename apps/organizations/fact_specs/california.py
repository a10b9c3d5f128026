"""Facts about duties under Californian law."""

from apps.core.facts import About, FactGroup

_CALIFORNIA = FactGroup(About.ORGANIZATION, "California")

REQUEST_METHODS = (
    ("all", "Two or more, a toll-free number and the website among them; older data within reach"),
    ("online", "An e-mail address (only online, with known customers); older data within reach"),
    ("no_older", "One of the two, without a way to the older data that is kept"),
    ("one", "Fewer"),
)
ANSWER_FORMS = (
    ("all", "All of it, for 12 months and on request all older, with reasons where refused"),
    ("twelve", "All of it, for the last 12 months only, though more is kept"),
    ("paper", "Free and readable for 12 months, in no portable form"),
    ("part", "What the main system shows"),
)
VERIFICATIONS = (
    ("graded", "Yes, stricter where information is sensitive or harm is greater"),
    ("same", "Yes, the same for every request"),
    ("none", "None"),
)
SECRET_NUMBERS = (
    ("all", "Withheld, described in words, and people can confirm that they match"),
    ("described", "Withheld and described in words"),
    ("withheld", "Withheld; people are not told in words that they are held"),
    ("included", "Some are sent, or it depends on who writes"),
)
OPT_OUT_WAYS = (
    ("all", "A link with notice and form, and a second way, wherever data is collected"),
    (
        "signals",
        "Signals instead of the link, without friction and with full effect; a form in the policy",
    ),
    ("web", "Both, but only on the website"),
    ("link", "The link only"),
    ("none", "A cookie banner or a letter, or none"),
)
ASKING_AGAIN = (
    ("both", "After 12 months at the earliest or never; a yes takes two steps"),
    ("waits", "After 12 months at the earliest or never; a yes takes one step"),
    ("steps", "Sooner, in two steps"),
    ("none", "At any visit"),
)

CALIFORNIA_FACTS = (
    _CALIFORNIA.yes_no(
        "org_ccpa_notice_names_training",
        "The notice at collection names training of models",
        'General words such as "improve our services" count as no.',
    ),
    _CALIFORNIA.yes_no(
        "org_ccpa_retention_disclosed",
        "The notice gives a retention period, or the criteria for it, for each category",
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
        "Cal. Civ. Code 1798.130(a)(1), 11 CCR 7020. Older: kept for over 12 months, if any is.",
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
        "11 CCR 7013(e) and 7026(a). Signals instead of the link: free, no pop-ups, no changes, "
        "nothing sold or shared that they cannot reach, explained in the policy (7025(f), (g)).",
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
)
