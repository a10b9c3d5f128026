"""What kind of file every module of an app is; imports inside an app point down this list.

A file's name says its kind. A file with a name of its own is listed once, with its kind: what is
listed nowhere fails, so that no rule is held by half the files only.
"""

from __future__ import annotations

import pkgutil

import apps

# From the top: a module imports its own kind and the kinds below it.
KINDS = (
    ("urls", "wiring"),
    ("views", "commands"),
    ("context", "forms", "tasks", "listeners"),
    ("services",),
    ("selectors",),
    ("permissions", "actions", "hooks"),
    ("models",),
    ("rules",),
)
RANK = {kind: rank for rank, kinds in enumerate(reversed(KINDS)) for kind in kinds}

# A name that is a kind by itself, as a file or as a folder.
BY_NAME = {
    "urls": "urls",
    "apps": "wiring",
    "views": "views",
    "management": "commands",
    "context": "context",
    "packing": "context",
    "components": "context",
    "listing": "context",
    "listings": "context",
    "specimens": "context",
    "templatetags": "context",
    "forms": "forms",
    "filters": "forms",
    "tasks": "tasks",
    "listeners": "listeners",
    "services": "services",
    "selectors": "selectors",
    "permissions": "permissions",
    "notifications": "permissions",
    "actions": "actions",
    "hooks": "hooks",
    "navigation": "context",
    "home": "context",
    "schedule": "tasks",
    "search": "selectors",
    "statuses": "context",
    "models": "models",
    "engine": "rules",
    "rules": "rules",
    "fact_specs": "rules",
    "sections": "rules",
}

# Apps that have no kinds inside: the ground everything stands on, the view kit, the demo's story.
WITHOUT_KINDS = {"core", "ui", "demo"}

NAMED = {
    "services": {
        "access_reviews.campaigns.calendar",
        "access_reviews.campaigns.closing",
        "access_reviews.campaigns.freezing",
        "access_reviews.campaigns.repeating",
        "access_reviews.reviewing.passing_on",
        "access_reviews.reviewing.settling",
        "access_reviews.sources.consequences",
        "access_reviews.sources.keeping",
        "access_reviews.sources.loading",
        "accounts.sign_in_record",
        "assessments.answering.comments",
        "assessments.reviewing.notifying",
        "assessments.reviewing.rounds",
        "assessments.answering.entries",
        "assessments.answering.stating",
        "catalogue.authoring.services",
        "evidence.lapsing",
        "notifications.mail",
        "organizations.emails",
        "organizations.own_sources",
        "packs.building.document",
        "registry.lineage.inheriting",
        "registry.revisions",
        "registry.sharing.own_source",
    },
    "selectors": {
        "access_reviews.campaigns.assigning",
        "access_reviews.campaigns.earlier",
        "access_reviews.campaigns.judging",
        "access_reviews.campaigns.population",
        "access_reviews.campaigns.scope_words",
        "access_reviews.reviewing.present",
        "access_reviews.reviewing.quality",
        "access_reviews.entitlements.holdings",
        "access_reviews.sources.aws",
        "access_reviews.sources.postgresql",
        "access_reviews.sources.reading",
        "assessments.attachments.uses",
        "assessments.results.simulation",
        "assessments.reviewing.reading",
        "assessments.scores.past",
        "assessments.snapshots.approved",
        "assessments.snapshots.catalogue_part",
        "assessments.snapshots.document",
        "assessments.snapshots.left_out",
        "assessments.snapshots.trail_extract",
        "assessments.subjects",
        "assessments.workbooks",
        "home.reader",
        "notifications.mail_health",
        "organizations.actors",
        "organizations.jobs",
        "packs.building.covers",
        "packs.building.manifest",
        "packs.verifying.known_here",
        "registry.history.past",
        "registry.lineage.derived",
        "registry.lineage.reach",
        "registry.objects.consequences",
        "registry.subjects",
        "trail.verification",
    },
    "context": {
        "access_reviews.campaigns.changes",
        "access_reviews.starting.prefills",
        "accounts.adapters",
        "assessments.answering.fact_lines",
        "assessments.opening",
        "assessments.results.arithmetic",
        "assessments.results.history",
        "assessments.results.provisions",
        "assessments.task_list.checklist",
        "home.collected",
        "organizations.gates",
        "organizations.person_frame",
        "packs.assessment_packs",
        "packs.contents",
        "registry.lineage.arrivals",
        "registry.lineage.drawing",
        "registry.lineage.strip",
        "registry.objects.frame",
    },
    "models": {"registry.imports.columns", "registry.kinds", "registry.sensitivity"},
    "hooks": {"assessments.snapshots.contributions", "organizations.entitlements"},
    "permissions": {
        "access_reviews.campaigns.plans",
        "access_reviews.reviewing.rights",
        "assessments.answering.rights",
    },
    "rules": {
        "access_reviews.rules.schedule",
        "access_reviews.sources.aws_policies",
        "access_reviews.sources.entries",
        "access_reviews.sources.fields",
        "access_reviews.sources.matching",
        "access_reviews.sources.table",
        "access_reviews.sources.words",
        "accounts.addresses",
        "accounts.second_factor",
        "assessments.addresses",
        "assessments.answering.facts_stated",
        "assessments.answering.values",
        "assessments.reviewing.submission",
        "assessments.starting.periods",
        "assessments.first_facts.closing",
        "assessments.planned",
        "assessments.separation",
        "assessments.words",
        "catalogue.authoring.assertions",
        "catalogue.authoring.content",
        "catalogue.authoring.coverage",
        "catalogue.authoring.duties",
        "catalogue.authoring.export",
        "catalogue.authoring.lint",
        "catalogue.authoring.loader",
        "catalogue.authoring.markdown",
        "catalogue.authoring.possible_values",
        "catalogue.authoring.problems",
        "catalogue.authoring.references",
        "catalogue.authoring.source_files",
        "catalogue.authoring.wording",
        "catalogue.authoring.worlds",
        "catalogue.build",
        "catalogue.content_types",
        "catalogue.differences",
        "catalogue.durations",
        "catalogue.expressions",
        "catalogue.reading.arrangement",
        "catalogue.reading.comparison",
        "catalogue.reading.condition_words",
        "catalogue.reading.text_read",
        "catalogue.wording",
        "evidence.file_types",
        "home.words",
        "notifications.digest_time",
        "notifications.kinds",
        "packs.building.rendering",
        "packs.building.signing",
        "packs.certificate",
        "packs.immutability",
        "packs.verifying.checks",
        "packs.verifying.report",
        "packs.verifying.sandbox",
        "registry.facts.completeness",
        "registry.facts.decisions",
        "registry.facts.strength",
        "registry.facts.derive",
        "registry.facts.implied",
        "registry.facts.inheritance",
        "registry.facts.item_words",
        "registry.history.changes",
        "registry.imports.table",
        "registry.lineage.layout",
        "registry.objects.offering",
        "trail.actions",
        "trail.chain",
        "trail.refs",
        "trail.targets",
    },
}
_OF_NAMED = {name: kind for kind, names in NAMED.items() for name in names}


def modules() -> list[str]:
    """Every module of the apps that have kinds, as `registry.objects.views`."""
    found = (
        info.name.removeprefix("apps.") for info in pkgutil.walk_packages(apps.__path__, "apps.")
    )
    return [name for name in found if "." in name and name.split(".")[0] not in WITHOUT_KINDS]


def kind_of(module: str) -> str | None:
    """The kind of a module; None when nothing says it. A package is what it holds."""
    if module in _OF_NAMED:
        return _OF_NAMED[module]
    parts = module.split(".")[1:]
    for part in reversed(parts):
        if part in BY_NAME:
            return BY_NAME[part]
    return None
