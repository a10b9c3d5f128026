"""The demo's evidence: what is filed, by whom, until when it counts, and what it backs."""

from __future__ import annotations

from dataclasses import dataclass

from .calendar import Calendar
from .files import document, pdf, table, text
from .registering import digest_of


@dataclass(frozen=True, slots=True)
class Paper:
    """`content` is the bytes of a file called `file_name`, or an address when that is empty.

    `lasts` counts days from today, negative when it has lapsed, None when it has no end. `backs`
    are sections whose answers it is attached to, `about` the kind of object they are about.
    """

    title: str
    by: str
    backs: tuple[str, ...]
    about: str
    content: bytes | str
    file_name: str = ""
    lasts: int | None = None


def _plan(day: Calendar) -> str:
    return f"{day.anchor.year}"


def clinical(day: Calendar) -> tuple[Paper, ...]:
    """Filed for the readmission model, in this order."""
    return (
        _encryption(),
        _access_list(),
        _impact_assessment(),
        _deidentification(),
        _release_checklist(),
        _runbook(),
    )


def _encryption() -> Paper:
    return Paper(
        "Encryption settings of the clinical lake",
        "sam",
        ("encryption", "keys"),
        "dataset",
        document(
            bucket="admissions-curated",
            server_side_encryption="AES-256, key of the hospital group",
            public_access="blocked",
            versioning="on",
            read_by="configuration export",
        ),
        "lake-encryption.json",
        lasts=140,
    )


def _access_list() -> Paper:
    return Paper(
        "Access list of the readmission project",
        "lena",
        ("logging",),
        "pipeline",
        table(
            ("account", "role", "since", "second factor"),
            (
                ("lena", "owner", "2024-02", "yes"),
                ("sam", "developer", "2024-05", "yes"),
                ("svc-readmission-train", "job", "2024-06", "not a person"),
                ("svc-readmission-serve", "job", "2024-06", "not a person"),
            ),
        ),
        "access-list.csv",
        lasts=-6,
    )


def _impact_assessment() -> Paper:
    return Paper(
        "Impact assessment of the readmission model",
        "lena",
        ("impact-assessment", "records-and-accountability", "purposes-and-lawful-basis"),
        "pipeline",
        pdf(
            "Data protection impact assessment: readmission risk",
            "Purpose. The score tells the discharge nurse which patients are likely to be "
            "back within thirty days. Nobody is refused anything because of it.",
            "Risks found. A patient may be called although they asked not to be; the score "
            "may be lower for people who rarely come to us, because less is known of them.",
            "Measures. Objections are checked before each list is made. Results are compared "
            "by age band and by ward every quarter, and the comparison is read by the ward.",
            "Advice of the data protection officer: go on, and repeat before the clinics' "
            "system is replaced.",
        ),
        "impact-assessment-readmission.pdf",
        lasts=300,
    )


def _deidentification() -> Paper:
    return Paper(
        "De-identification method, admissions extract",
        "sam",
        ("de-identification", "minimisation-and-quality"),
        "dataset",
        text(
            "How the admissions extract is made",
            "Patient numbers are replaced by random tokens inside the record system. The "
            "table that leads back never leaves it, and two people can read it.",
            "Dates are cut to the month. Ages over 89 share one band. Postcodes keep three "
            "characters, and areas with fewer than 20,000 people are joined with the next.",
            "The smallest group with the same age band, area and month has eleven people.",
        ),
        "deidentification-method.txt",
        lasts=210,
    )


def _release_checklist() -> Paper:
    return Paper(
        "Release checklist, classifier 3.2",
        "sam",
        ("integrity", "model-attacks", "monitoring", "exposure", "fairness"),
        "model",
        text(
            "Release checklist 3.2",
            "Digest of the artefact compared with the registry: yes.",
            "Accuracy by ward with confidence intervals: attached to the version.",
            "Membership inference at a false-positive rate of one in a thousand: run.",
            "Roll-back to 3.1 tried on the test ward: yes, in nine minutes.",
        ),
        "release-3-2.md",
        lasts=75,
    )


def _runbook() -> Paper:
    return Paper(
        "Runbook for leaving patients out",
        "sam",
        ("peoples-rights", "rights-in-data"),
        "pipeline",
        "https://wiki.example.org/clinical/runbooks/objections",
        lasts=None,
    )


def organisation(day: Calendar) -> tuple[Paper, ...]:
    """Filed by the compliance officer for everybody."""
    return (_risk_analysis(_plan(day)), _exercise(), _training(), _handbook())


def _risk_analysis(year: str) -> Paper:
    return Paper(
        f"Security risk analysis {year}",
        "cora",
        ("security-administration", "ccpa-risk-and-audit"),
        "organization",
        pdf(
            f"Security risk analysis {year}",
            "Scope: every system that holds health data or data of applicants, the three "
            "machine-learning pipelines included.",
            "Highest risks: an analyst's laptop with an export; a vendor of the website that "
            "keeps chats longer than agreed; model files readable by a whole department.",
            "Each risk has an owner and a date; the list is reviewed every quarter.",
        ),
        "risk-analysis.pdf",
        lasts=160,
    )


def _exercise() -> Paper:
    return Paper(
        "Minutes of the incident exercise",
        "cora",
        ("incidents",),
        "organization",
        text(
            "Exercise: an export on a lost laptop",
            "Started 09:00 by a call to the help desk. The privacy office knew at 09:25. The "
            "first draft for the authority was ready at 15:10, well within 72 hours.",
            "To do: the on-call list of the data teams was two months old.",
        ),
        "incident-exercise.txt",
        lasts=12,
    )


def _training() -> Paper:
    return Paper(
        "Training record",
        "cora",
        ("workforce",),
        "organization",
        table(
            ("team", "people", "trained this year"),
            (
                ("Clinical Risk Models", 6, 6),
                ("Patient Finance", 5, 5),
                ("Patient Support", 9, 8),
            ),
        ),
        "training.csv",
        lasts=120,
    )


def _handbook() -> Paper:
    return Paper(
        "Policy handbook, data protection",
        "cora",
        ("scope-and-roles", "records-and-accountability", "access"),
        "organization",
        "https://intranet.example.org/handbook/data-protection",
        lasts=None,
    )


def finance(day: Calendar) -> tuple[Paper, ...]:
    """Filed for the payment plans."""
    return (_decision_letter(), _bureau_contract(), _deletion_log())


def _decision_letter() -> Paper:
    return Paper(
        "Text of the decision letter",
        "finance_lead",
        ("automated-decisions", "transparency"),
        "pipeline",
        text(
            "Your payment plan",
            "A computer program decided on your application. It looked at your income, your "
            "rent and your earlier plans with us, and at nothing else.",
            "You can ask for a person to decide instead. Write or call within thirty days; "
            "you need not give a reason.",
        ),
        "decision-letter.txt",
        lasts=180,
    )


def _bureau_contract() -> Paper:
    return Paper(
        "Contract with the credit bureau",
        "finance_lead",
        ("vendors",),
        "pipeline",
        document(
            kind="processor agreement",
            signed=True,
            digest=digest_of("contract", "bureau"),
            kept_at="contract archive, shelf 4",
        ),
        "bureau-contract.json",
        lasts=21,
    )


def _deletion_log() -> Paper:
    return Paper(
        "Deletion log of the warehouse",
        "finance_scientist",
        ("retention-and-storage-limits", "de-identification"),
        "dataset",
        table(
            ("run", "table", "rows deleted"),
            (("July", "applications", 412), ("August", "applications", 388)),
        ),
        "deletions.csv",
        lasts=-19,
    )
