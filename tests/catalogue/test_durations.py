import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.durations import duration_words, limit_words


@pytest.mark.parametrize(
    ("duration", "counts", "words"),
    [
        ("P1M", "calendar_days", "1 month"),
        ("P45D", "calendar_days", "45 days"),
        ("P15D", "business_days", "15 business days"),
        ("PT72H", "calendar_days", "72 hours"),
        ("P1Y6M", "calendar_days", "1 year 6 months"),
        ("", "calendar_days", ""),
    ],
)
def test_durations_read_as_statutes_write_them(duration: str, counts: str, words: str) -> None:
    assert duration_words(duration, counts) == words


@pytest.mark.parametrize("duration", ["P", "PT", "45 days", "1M"])
def test_anything_else_is_refused(duration: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        duration_words(duration)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ccpa-audit-first-large", "by 1 April 2028"),
        ("hipaa-notice-part-2", "by 16 February 2026"),
        ("ccpa-risk-assessment", "before the processing starts"),
        ("ccpa-vendor-notice", "after finding it; the law names no number of days"),
        ("ccpa-opt-out", "15 business days"),
    ],
)
def test_a_limit_reads_as_its_law_sets_it(key: str, words: str) -> None:
    limit = load_content().catalogue().time_limits[key]

    assert limit_words(limit) == words
