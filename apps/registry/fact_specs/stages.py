"""Facts about one stage of a pipeline: where it runs and how it is protected."""

from apps.core.facts import About, FactGroup

from .words import LAWFUL_BASES

_PLACE = FactGroup(About.STAGE, "Where it runs")
_PROTECTION = FactGroup(About.STAGE, "Protection")
_DATA = FactGroup(About.STAGE, "Personal data")

STAGE_FACTS = (
    _PLACE.text("stage_runs_on", "Runs on", "A cluster, cloud service or machine, by name."),
    _PLACE.text(
        "stage_region",
        "Region",
        "A country or cloud region, such as DE or us-east-1. Stages in different regions raise "
        "the question of transfers.",
    ),
    _PROTECTION.yes_no(
        "stage_encryption_in_transit",
        "Encrypted in transit",
        "Every link to and from it, inside your own network too.",
    ),
    _PROTECTION.yes_no(
        "stage_encryption_at_rest",
        "Encrypted at rest",
        "Checkpoints, caches, temporary files and the disks of its machines too.",
    ),
    _PROTECTION.yes_no(
        "stage_isolated",
        "Isolated from other workloads",
        "Own network segment, account or machine.",
    ),
    _PROTECTION.yes_no(
        "stage_secrets_managed", "Secrets come from a vault", "No passwords or keys in code."
    ),
    _PROTECTION.yes_no(
        "stage_logged", "Access is logged", "Who or which job reached data and models, and when."
    ),
    _DATA.yes_no("stage_personal_data", "Handles personal data"),
    _DATA.choice(
        "stage_lawful_basis", "Lawful basis", LAWFUL_BASES, "GDPR Art. 6(1), for this stage."
    ),
)
