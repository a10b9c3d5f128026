"""What packs rely on inside WeasyPrint and pydyf; a failure here means: read the decision."""

from __future__ import annotations

import gc
import inspect
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.pdf import pydyf, tags

from apps.packs.building import rendering

READ = (
    "the PDF engine has changed where packs reach into it: "
    "read docs/adr/0012-inside-the-pdf-engine.md"
)
PAGES = "<p>one</p><p style='break-before: page'>two</p><p style='break-before: page'>three</p>"


class _Asked(rendering._Paper):
    """Remembers how the engine asked for its own style sheets."""

    asked: list[tuple[tuple[Any, ...], dict[str, Any]]]

    def _ua_stylesheets(self, *args: Any, **kwargs: Any) -> list[CSS]:
        self.asked.append((args, kwargs))
        return super()._ua_stylesheets(*args, **kwargs)


def test_the_engine_asks_for_its_own_sheets_where_ours_answer() -> None:
    paper = _Asked(string="<p>one</p>")
    paper.asked = []
    paper.render()

    assert str(inspect.signature(HTML._ua_stylesheets)) == "(self, forms=False)", READ
    assert paper.asked == [((None,), {})], READ


def test_pydyf_still_makes_its_list_of_pages_anew_each_time() -> None:
    source = inspect.getsource(pydyf)

    assert (
        "    @property\n"
        "    def page_references(self):\n"
        "        return tuple(\n"
        "            f'{object_number} 0 R'.encode('ascii')\n"
        "            for object_number in self.pages['Kids'][::3])\n"
    ) in source, READ
    assert "pdf.page_references[page_number]" in inspect.getsource(tags), READ


def test_our_list_of_pages_is_theirs() -> None:
    pdf = pydyf.PDF()
    pages = [pydyf.Dictionary() for _ in range(3)]

    for count, page in enumerate(pages, 1):
        pdf.add_page(page)
        expected = [added.reference for added in pages[:count]]
        assert list(pdf.page_references) == expected, READ
    assert list(pydyf.PDF().page_references) == [], READ


def test_the_engine_tells_which_page_it_lays_out() -> None:
    seen: list[int] = []
    with rendering._watched(seen.append):
        HTML(string=PAGES).render()

    assert seen == [1, 2, 3], READ


def test_the_collector_works_again_whatever_happens() -> None:
    def break_off() -> None:
        with rendering._without_collector():
            assert not gc.isenabled()
            raise LookupError

    with pytest.raises(LookupError):
        break_off()
    assert gc.isenabled()
