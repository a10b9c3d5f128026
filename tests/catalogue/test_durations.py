import pytest

from apps.catalogue.durations import duration_words


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
