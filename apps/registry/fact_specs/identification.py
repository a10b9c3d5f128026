"""Words of facts on how far people can be identified in a dataset, or in a copy of it."""

from .words import Choices

DEIDENTIFICATION: Choices = (
    ("identified", "Identified"),
    ("pseudonymised", "Pseudonymised"),
    ("limited_data_set", "Limited data set"),
    ("safe_harbor", "De-identified by Safe Harbor"),
    ("expert_determined", "De-identified by expert determination"),
    ("aggregated", "Aggregated"),
    ("claimed_anonymous", "Claimed anonymous"),
    ("synthetic", "Synthetic"),
)
FREE_TEXT: Choices = (
    ("removed", "Removed"),
    ("checked", "Cleaned, and a full second check found nothing left"),
    ("misses", "Cleaned, and it is known that some were missed"),
    ("raw", "It is still there"),
)
IMAGES: Choices = (
    ("all", "Headers, text in the pixels, faces and voices were looked for and are gone"),
    ("headers", "Headers only; faces, voices or text in the pixels are there"),
    ("raw", "As they came"),
)
REPORT: Choices = (
    ("methods_results", "Methods and results"),
    ("results", "Results only"),
    ("none", "Neither"),
)
LOOKUP: Choices = (
    ("apart", "In another place with other people, or destroyed"),
    ("place", "In another place, reached by some of the same people"),
    ("together", "Together with the data"),
)
JOIN_KEYS: Choices = (
    ("none", "Never joined by person"),
    ("token", "Token from a lookup table or vault"),
    ("keyed_hash", "Keyed hash"),
    ("plain_hash", "Plain hash"),
    ("identifier", "The real identifier"),
)
CODES: Choices = (
    ("none", "There is none"),
    ("random", "Random code"),
    ("derived", "Made from data about the person"),
)
