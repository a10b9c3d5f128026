"""Scores, facts, clocks, lineage and trail lines in every state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.ui.components.facts import SENSITIVITY as SENSITIVITY
from apps.ui.components.objects import (
    DisagreementLine,
    EarlierAnswer,
    FactLine,
    LawTab,
    LineageNode,
    ProvisionLine,
    WhyPanel,
)
from apps.ui.components.scores import VERDICTS as VERDICTS

BANDS = (
    ("Most is in place", 0.622, 0.776, 0.84),
    ("Ready", 0.91, 0.94, 0.97),
    ("Everything answered", 0.62, 0.62, 1.0),
    ("Nothing answered", 0.0, 1.0, 0.0),
    ("Nothing in place", 0.0, 0.0, 1.0),
    ("Everything in place", 1.0, 1.0, 1.0),
)

ASSURANCES = ((0.2, 0.35, 0.15, 0.3), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))

LINEAGE = (
    LineageNode("dataset", "Admissions 2019–2024", "#lineage", "v7, 412,880 rows", "", ("phi",)),
    LineageNode("dataset", "Features", "#lineage", "v3", "derived from", ("phi",)),
    LineageNode("model", "Readmission risk", "#lineage", "v2.1", "trained on", ("phi",), True),
    LineageNode("pipeline", "Follow-up calls", "#lineage", "", "served by", ("unknown",)),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the specimen table."""

    status: str
    name: str
    team: str
    marks: str
    band: tuple[float, float, float] | None
    rows: int
    changed: dt.datetime


def rows(now: dt.datetime) -> list[Row]:
    day = dt.timedelta(days=1)
    return [
        Row("active", "Readmission risk", "Clinic", "phi", BANDS[0][1:], 412_880, now - day),
        Row("draft", "Credit risk", "Risk Models", "personal", (0.1, 0.94, 0.16), 98_000, now),
        Row("active", "Support chatbot", "Service", "unknown", None, 0, now - 90 * day),
        Row("retired", "Demand forecast", "Service", "none", BANDS[1][1:], 1_204, now - 400 * day),
    ]


def fact_lines(now: dt.datetime) -> list[FactLine]:
    return [
        FactLine("Encrypted at rest", True, "check", "storage check", now),
        FactLine("Holds PHI", True, "person", "Sam", now),
        FactLine("Sold or shared", False, "person", "Lena", now),
        FactLine("Region", "eu-central-1", "import", "Olga", now),
        FactLine("Rows", "412,880", "file", "profile", now),
        FactLine("Regions differ", False, "derived", "", now),
        FactLine("Free text reviewed", None, href="#facts"),
        FactLine("Keys kept apart", None),
    ]


def clocks(now: dt.datetime) -> list[dict[str, object]]:
    hour, day = dt.timedelta(hours=1), dt.timedelta(days=1)
    return [
        {
            "label": "Notify the supervisory authority",
            "deadline": now + 3 * day + 4 * hour + dt.timedelta(minutes=1),
            "started": now - 1 * hour,
            "event": "breach became known",
            "statute": "GDPR Art. 33(1), 72 h",
            "stops": "the notification is sent",
            "stopped": None,
        },
        {
            "label": "Answer the access request",
            "deadline": now + 5 * day,
            "started": now - 40 * day,
            "event": "request received",
            "statute": "CCPA § 1798.130(a)(2), 45 days",
            "stops": "the answer is sent",
            "stopped": None,
        },
        {
            "label": "Tell the people affected",
            "deadline": now - 2 * day,
            "started": now - 62 * day,
            "event": "breach discovered",
            "statute": "45 CFR 164.404(b), 60 days",
            "stops": "the letters are sent",
            "stopped": None,
        },
        {
            "label": "Answer the erasure request",
            "deadline": now + 20 * day,
            "started": now - 10 * day,
            "event": "request received",
            "statute": "GDPR Art. 12(3), one month",
            "stops": "",
            "stopped": now - 1 * day,
        },
    ]


def trail(now: dt.datetime) -> list[dict[str, object]]:
    minute = dt.timedelta(minutes=1)
    return [
        {
            "who": "Cora",
            "action": "approved",
            "target": "Assessment of Readmission risk",
            "at": now - 12 * minute,
            "where": "10.2.0.14",
            "linked": True,
            "number": 4211,
        },
        {
            "who": "Sam",
            "action": "answered",
            "target": "Are the keys kept apart from the data?",
            "at": now - 95 * minute,
            "where": "10.2.0.31",
            "linked": None,
            "number": 4198,
        },
        {
            "who": "retention sweep",
            "action": "recorded",
            "target": "3 datasets due for disposal",
            "at": now - 600 * minute,
            "where": "",
            "linked": False,
            "number": 4102,
        },
    ]


def _times() -> DisagreementLine:
    says = (
        ("GDPR", "One month, extendable by two for complex requests."),
        ("CCPA", "45 days, extendable once by another 45."),
    )
    return DisagreementLine("How soon a request is answered", says, "#why")


def why(now: dt.datetime) -> WhyPanel:
    return WhyPanel(
        why="People may ask for their data to be erased. That only works where the rows of one "
        "person can be found again.",
        control="Erasure reaches every copy",
        objective="A request is carried out in the source, its copies and what was made from it.",
        control_href="#why",
        evidence="A run of the erasure script on a test person, with the date and the row counts.",
        laws=(
            LawTab(
                "GDPR",
                (
                    ProvisionLine("GDPR Art. 17(1)", "Right to erasure", "Without undue delay."),
                    ProvisionLine("GDPR Art. 12(3)", "Time limits", "Within one month."),
                ),
            ),
            LawTab("CCPA", (ProvisionLine("Cal. Civ. Code § 1798.105", "Right to delete"),)),
        ),
        disagreements=(_times(),),
        facts=(
            FactLine("Erasable", None, href="#why"),
            FactLine("Keys kept apart", True, "person", "Sam", now),
        ),
        earlier=(
            EarlierAnswer(
                "Lena", "Yes, in every copy", now - dt.timedelta(days=120), "Credit risk"
            ),
        ),
    )
