"""The tag that places a chart of apps/ui/charts.py on a page or in the pack."""

from __future__ import annotations

from django.template import Library

from apps.ui.charts import Chart

register = Library()


@register.inclusion_tag("components/chart.html")
def chart(figure: Chart | None, table: bool = True) -> dict[str, object]:
    """A chart with its sentence and legend; `table` adds its figures, folded away."""
    return {"figure": figure, "table": table}
