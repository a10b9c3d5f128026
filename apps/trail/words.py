"""What every recorded action is called in front of people: the one table; pure.

A phrase stands between who and what: "Lena" *saved the answer to* "Is there a policy?". The codes
themselves are part of what is sealed and never change; a phrase may. A test walks the code and
fails for an action that has no words here.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

_REGISTRY: Mapping[str, str] = {
    "created": "registered",
    "imported": "imported",
    "edited": "changed",
    "retired": "retired",
    "reinstated": "brought back",
    "facts_set": "stated facts about",
    "stage_facts_set": "stated facts about a stage of",
    "stage_added": "added stages to",
    "stage_removed": "removed a stage from",
    "version_added": "recorded a version of",
    "lineage_added": "recorded what went into",
    "lineage_removed": "took back what went into",
    "dataset_linked": "linked data to",
    "dataset_unlinked": "unlinked data from",
    "model_linked": "linked a model to",
    "model_unlinked": "unlinked a model from",
    "shared": "shared",
    "share_withdrawn": "took back a share of",
}

WORDS: Mapping[str, str] = {
    "assessments.answer.saved": "saved the answer to",
    "assessments.assessment.started": "started the assessment of",
    "assessments.assessment.submitted": "submitted the assessment of",
    "assessments.assessment.changes_requested": "asked for changes in",
    "assessments.assessment.approved": "approved the assessment of",
    "assessments.comment.added": "commented on",
    "assessments.evidence.attached": "attached evidence to",
    "assessments.evidence.detached": "took evidence off",
    "assessments.question.approved": "checked an answer of",
    "assessments.question.asked_back": "asked back about",
    "assessments.section.assigned": "gave out a section of",
    "assessments.section.unassigned": "took back a section of",
    "assessments.snapshot.drafted": "froze a draft of",
    "assessments.snapshot.frozen": "froze the final text of",
    "catalogue.version.published": "published",
    "demo.organization.removed": "removed the demo of",
    "demo.organization.seeded": "made the demo of",
    "evidence.evidence.filed": "filed",
    "evidence.evidence.edited": "changed",
    "evidence.evidence.withdrawn": "withdrew",
    "evidence.revision.filed": "filed a new revision of",
    "organization.facts.changed": "stated facts about",
    "organization.organization.created": "set up",
    "organization.sign_in.changed": "changed the sign-in rules of",
    "packs.pack.requested": "asked for",
    "packs.pack.made": "made",
    "packs.pack.superseded": "superseded",
    "people.account.created": "opened the account of",
    "people.account.closed": "closed the account of",
    "people.invitation.sent": "invited",
    "people.invitation.accepted": "accepted the invitation of",
    "people.invitation.withdrawn": "withdrew the invitation of",
    "people.role.given": "gave a role to",
    "people.role.ended": "ended a role of",
    "people.second_factor.removed": "removed the second factor of",
    "jobs.job.queued_again": "queued again",
    "people.sessions.ended": "signed out",
    "sign_in.email.changed": "changed the address of",
    "sign_in.password.changed": "changed the password of",
    "sign_in.password.reset": "reset the password of",
    "sign_in.second_factor.added": "added a second factor to",
    "sign_in.second_factor.refused": "gave a wrong second factor for",
    "sign_in.second_factor.removed": "removed the second factor of",
    "sign_in.second_factor.replaced": "replaced the second factor of",
    "sign_in.session.started": "signed in as",
    "sign_in.session.ended": "signed out",
    "sign_in.session.refused": "was refused at",
    "teams.member.set": "set a member of",
    "teams.member.removed": "removed a member of",
    "teams.team.created": "created",
    "trail.detail.erased": "erased details of",
    **{
        f"registry.{kind}.{act}": _REGISTRY[act]
        for kind, act in product(("pipeline", "dataset", "model"), _REGISTRY)
    },
}


AREAS: Mapping[str, str] = {
    "people.": "People",
    "teams.": "Teams",
    "organization.": "Organisation",
    "sign_in.": "Sign-in",
    "registry.": "Registry",
    "catalogue.": "Catalogue",
    "evidence.": "Evidence",
    "assessments.": "Assessments",
    "packs.": "Packs",
    "jobs.": "Jobs",
    "trail.": "Trail",
    "demo.": "Demo",
}


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every action by area, for a menu: "Saved the answer to…"."""
    return [
        (area, [(code, _menu_line(code)) for code in WORDS if code.startswith(prefix)])
        for prefix, area in AREAS.items()
    ]


def _menu_line(code: str) -> str:
    about = f" ({code.split('.')[1]})" if code.startswith("registry.") else ""
    return f"{WORDS[code].capitalize()}…{about}"


def codes_saying(words: str) -> list[str]:
    """The actions whose phrase holds these words, for the search."""
    return [code for code, phrase in WORDS.items() if words.lower() in phrase]


def words_of(action: str) -> str:
    """The phrase of an action; for one this version does not know, its code made readable."""
    return WORDS.get(action) or " ".join(action.split(".")[1:]).replace("_", " ") or action
