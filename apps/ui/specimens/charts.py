"""Charts as the style guide shows them."""

from __future__ import annotations

import datetime as dt

from apps.ui.charts import (
    Band,
    Chart,
    HistoryPoint,
    assurance_shares,
    regime_bands,
    score_history,
)


def charts(now: dt.datetime) -> dict[str, Chart | None]:
    day = dt.timedelta(days=1)
    points = [
        HistoryPoint(now - 100 * day, 0.0, 1.0, "started"),
        HistoryPoint(now - 91 * day, 0.2, 0.9, "registry facts"),
        HistoryPoint(now - 70 * day, 0.45, 0.8, "section Security answered"),
        HistoryPoint(now - 41 * day, 0.41, 0.8, "evidence expired"),
        HistoryPoint(now - 20 * day, 0.62, 0.78, "section Rights answered"),
    ]
    return {
        "history": score_history(points, now, width=460),
        "bands": regime_bands(
            [Band("GDPR", 0.62, 0.78), Band("HIPAA", 0.86, 0.9), Band("CCPA", 0, 1)], width=460
        ),
        "assurance": assurance_shares(
            [("GDPR", (0.2, 0.3, 0.1, 0.4)), ("HIPAA", (0.6, 0.1, 0.1, 0.2))], width=460
        ),
        "nothing": score_history([], now),
    }
