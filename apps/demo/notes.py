"""What people in the demo write under their answers: by theme, and by how good the answer is.

Short and particular, as people write when they mean the next reader. None names a question, so a
changed catalogue does not make them wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

GOOD, PART, BAD = "good", "part", "bad"

THEMES: Mapping[str, tuple[str, ...]] = {
    "law": (
        "scope-and-roles",
        "purposes-and-lawful-basis",
        "special-categories-and-children",
        "automated-decisions",
        "impact-assessment",
        "records-and-accountability",
        "transfers",
        "research",
        "hipaa-permission",
        "ccpa-scope",
        "ccpa-admt",
    ),
    "people": (
        "transparency",
        "peoples-rights",
        "ccpa-rights",
        "ccpa-opt-out",
        "rights-in-data",
        "fairness",
    ),
    "data": (
        "minimisation-and-quality",
        "retention-and-storage-limits",
        "de-identification",
        "continuity",
        "private-computation",
    ),
    "security": ("encryption", "keys", "access", "logging", "isolation"),
    "programme": (
        "incidents",
        "security-administration",
        "workforce",
        "vendors",
        "ccpa-contracts",
        "ccpa-risk-and-audit",
    ),
}
MODEL_THEME = "model"

NOTES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "law": {
        GOOD: (
            "Written down in the entry of the record of processing; checked with legal.",
            "Page 4 of the impact assessment has the reasons.",
            "Unchanged since the last review, and read again for this one.",
            "Legal confirmed this by mail; the mail is filed with the entry.",
        ),
        PART: (
            "True for the hospitals. For the clinics the text is drafted and not yet signed.",
            "The reasons are known and were discussed, but the page is only half written.",
            "Covers the main purpose. The quarterly report was added later and is not named.",
        ),
        BAD: (
            "Nobody owns this yet. Proposed for the agenda of the next privacy meeting.",
            "We had not seen this as ours. Taken up with the compliance officer.",
        ),
    },
    "people": {
        GOOD: (
            "Tried with two requests in spring; both were answered within ten days.",
            "The text on the website was changed and the old one is kept.",
            "The help desk has a form for it, and the requests land in our queue.",
        ),
        PART: (
            "Works for the source system. Derived tables follow at the next monthly run.",
            "The leaflet says it; the website does not yet.",
            "Possible by hand. It took three days when we tried.",
        ),
        BAD: (
            "Not told so far. A sentence for the notice is with legal.",
            "There is no route for this yet; requests would be handled case by case.",
        ),
    },
    "data": {
        GOOD: (
            "Went through the columns with the ward sister; two were dropped.",
            "The job runs on the first of the month, and its log is kept for two years.",
            "Tested on a copy of last quarter; result in the team folder.",
            "Described in the data sheet, section 3.",
        ),
        PART: (
            "Done for the main table. The staging copy keeps rows a month longer.",
            "The check exists, but it was last run before the newest version.",
            "Set for the dataset; exports made by analysts are not covered.",
        ),
        BAD: (
            "Planned for the next quarter, with the move to the new store.",
            "Not done. The volume was thought too small to matter, which is no reason.",
        ),
    },
    "security": {
        GOOD: (
            "Enforced by the platform for every account; exceptions need two approvals.",
            "Seen in the configuration on the day of answering.",
            "Covered by last winter's penetration test, without findings.",
            "The platform team sends the report each month.",
        ),
        PART: (
            "On for storage and services. The notebook servers follow in December.",
            "True for the production account; the test account is looser.",
            "Set up, but nobody has looked at the results for some weeks.",
        ),
        BAD: (
            "Open point of the platform team, ticket raised.",
            "Not in place for this part. It was built before the rule.",
        ),
    },
    "programme": {
        GOOD: (
            "In the policy handbook, reviewed this year.",
            "Part of the yearly round; the minutes are with the compliance office.",
            "Named person with a deputy; both were trained this year.",
        ),
        PART: (
            "The plan exists and has not been exercised with the data teams yet.",
            "Signed with the large vendors. Two small ones still have the old text.",
            "Done last year; this year's round starts next month.",
        ),
        BAD: (
            "There is a draft from the year before last and nothing since.",
            "Budget is asked for. Until then there is no date.",
        ),
    },
    MODEL_THEME: {
        GOOD: (
            "Part of the release checklist since version 3.",
            "Result and script are kept with the version.",
            "Run for every candidate; a release without it is refused.",
        ),
        PART: (
            "Measured once by hand. It is not part of the release yet.",
            "The metric exists, a limit for it does not.",
            "Done for the version before; to be repeated for the current one.",
        ),
        BAD: (
            "Not tested. The team wants to start with a published attack.",
            "No tool chosen yet.",
        ),
    },
}

ASKED = (
    "Asked the platform team; waiting for their reply.",
    "I would have to guess. The owner of the source system knows.",
    "Nobody in the team was here when this was set up. Looking for the ticket.",
)

ASKED_BACK = (
    "Looked into after the question back: it is done, and the page describing it is attached."
)
LIFTED = "Put in place since the first answer, because it blocked us; see the notes of release 3.2."

SET_ASIDE = (
    "The fact describes the set-up before the move in spring. The new one was checked by hand "
    "with the platform team; the registry follows with the next release."
)

DOES_NOT_APPLY: Mapping[str, str] = {
    "federated": "All training happens in our own account; nothing is trained elsewhere.",
    "research": "This is care and its administration. No research exemption is claimed.",
    "private-computation": "One party holds all the data, so nothing is computed across parties.",
}


def theme_of(section: str) -> str:
    """The theme whose notes fit a section; the model's for whatever is not listed."""
    return next((theme for theme, keys in THEMES.items() if section in keys), MODEL_THEME)
