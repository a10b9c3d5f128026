"""Published versions: once, unchanged, recorded; and what differs between two."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from apps.catalogue import selectors
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.authoring.problems import ContentError
from apps.catalogue.authoring.services import load_catalogue, load_shipped
from apps.catalogue.content_types import Catalogue
from apps.catalogue.differences import differences
from apps.catalogue.models import CatalogueDocument, CatalogueVersion
from apps.core import facts
from apps.core.access import Actor
from apps.core.errors import DomainError, Refused
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.catalogue.test_loader import TOPIC, known_facts, write
from tests.factories.catalogue import catalogue, control, provision, question

ACTOR = Actor.command("manage.py load_catalogue")


@pytest.fixture
def content(tmp_path: Path) -> Iterator[Path]:
    """A content directory whose facts are known."""
    with known_facts():
        yield write(tmp_path)


@pytest.mark.django_db
def test_loading_publishes_once_and_records_it(content: Path) -> None:
    first = load_catalogue(actor=ACTOR, directory=content)
    second = load_catalogue(actor=ACTOR, directory=content)

    assert (first.published, second.published) == (True, False)
    assert first.version == second.version
    assert CatalogueVersion.objects.count() == 1
    event = TrailEvent.objects.get(action="catalogue.version.published")
    assert event.target_id == str(first.version.public_id)
    assert event.detail.body["digest"] == load_content(content).catalogue().digest


@pytest.mark.django_db
def test_a_new_installation_has_the_earlier_versions_too() -> None:
    loaded = load_shipped(actor=ACTOR)

    assert [version.number for version in selectors.list_versions()] == [2, 1]
    assert loaded.version == selectors.current_version()
    first = selectors.catalogue_of(CatalogueVersion.objects.get(number=1))
    assert (len(first.questions), len(first.controls)) == (425, 170)
    # It told disagreements in the controls, which still show them.
    assert (len(first.disagreements), told_in(first)) == (0, 57)
    # The first format named no kinds and no cases: everything was judged, any reason was taken.
    assert {provision.kind.value for provision in first.provisions.values()} == {"duty"}
    assert {question.cases for question in first.questions.values()} == {None}


def told_in(catalogue: Catalogue) -> int:
    return sum(bool(control.disagreements) for control in catalogue.controls.values())


@pytest.mark.django_db
def test_an_installation_that_has_content_gets_no_older_one(content: Path) -> None:
    load_catalogue(actor=ACTOR, directory=content)

    load_shipped(actor=ACTOR)

    assert CatalogueVersion.objects.count() == 2
    assert selectors.current_catalogue().digest == load_content().catalogue().digest


@pytest.mark.django_db
def test_a_name_that_is_too_long_is_told_in_a_sentence(content: Path) -> None:
    with pytest.raises(CommandError, match="at most 60 characters"):
        call_command("load_catalogue", content=content, label="x" * 61)
    assert not CatalogueVersion.objects.exists()
    assert not TrailEvent.objects.filter(action="catalogue.version.published").exists()


@pytest.mark.django_db
def test_a_stored_version_reads_back_as_it_was_written(content: Path) -> None:
    version = load_catalogue(actor=ACTOR, directory=content).version

    read, written = selectors.catalogue_of(version), load_content(content).catalogue()
    assert read.questions == written.questions
    assert differences(read, written).count == 0
    assert selectors.current_catalogue() is read
    assert selectors.catalogue_version(version.pk) is read


@pytest.mark.django_db
def test_a_new_version_says_what_it_reopens(content: Path) -> None:
    load_catalogue(actor=ACTOR, directory=content)
    write(content, topics__one=TOPIC.replace("Is the purpose written", "Is each purpose written"))
    version = load_catalogue(actor=ACTOR, directory=content).version

    found = selectors.version_differences(version)
    assert found is not None
    assert found.reopened == ("pipeline-purpose-written",)
    event = TrailEvent.objects.filter(action="catalogue.version.published").first()
    assert event is not None
    assert event.detail.body["reopened_questions"] == ["pipeline-purpose-written"]
    assert [v.number for v in selectors.list_versions()] == [2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [CatalogueVersion, CatalogueDocument])
def test_the_database_refuses_to_change_a_version(
    content: Path, model: type[CatalogueVersion] | type[CatalogueDocument]
) -> None:
    load_catalogue(actor=ACTOR, directory=content)
    column = "label" if model is CatalogueVersion else "body"

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        model.objects.update(**{column: "changed"})
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.django_db
def test_content_with_lint_errors_is_not_published(content: Path) -> None:
    write(content, topics__one=TOPIC.replace("down?", "down."))

    with pytest.raises(ContentError, match=r"topics/one.yaml:13: .* is not a question"):
        load_catalogue(actor=ACTOR, directory=content)
    assert not CatalogueVersion.objects.exists()


def test_only_administrators_publish(content: Path, cast: Cast) -> None:
    with pytest.raises(Refused):
        load_catalogue(actor=cast.actor(cast.cora), directory=content)

    assert load_catalogue(actor=cast.actor(cast.olga), directory=content).published


@pytest.mark.django_db
def test_without_a_version_the_reader_is_told_what_to_do() -> None:
    with pytest.raises(DomainError, match="load_catalogue"):
        selectors.current_catalogue()
    assert facts.unlocks("pipeline_documented").questions == 0


@pytest.mark.django_db
def test_a_fact_unlocks_the_questions_that_read_it(content: Path) -> None:
    load_catalogue(actor=ACTOR, directory=content)

    unlock = facts.unlocks("data_special")
    assert (unlock.questions, unlock.citations) == (1, ("GDPR Art. 5",))
    assert facts.unlocks("pipeline_unheard_of").questions == 0


class TestDifferences:
    def test_what_a_person_read_reopens(self) -> None:
        before = catalogue(control("c", question("ask"), question("label"), question("same")))
        relabelled = question("label")
        relabelled["options"][0] = {"id": "all", "label": "Yes, every one", "points": 1}
        after = catalogue(
            control("c", question("ask", ask="Is all of it?"), relabelled, question("same"))
        )

        assert differences(before, after).reopened == ("ask", "label")

    def test_points_help_and_conditions_do_not_reopen(self) -> None:
        before = catalogue(control("c", question("q")))
        cheaper = question("q", help="Think.", when="pipeline_logged", effort=3)
        cheaper["options"][1] = {**cheaper["options"][1], "points": 0.25}
        found = differences(before, catalogue(control("c", cheaper)))

        (change,) = next(kind for kind in found.kinds if kind.kind == "questions").changed
        assert change.fields == ("help", "effort", "when", "options")
        assert found.reopened == ()

    def test_added_and_removed_entries(self) -> None:
        before = catalogue(control("c", question("q")), control("old", question("x")))
        after = catalogue(
            control("c", question("q")),
            control("new", question("y")),
            provisions=[provision("gdpr-3")],
        )
        found = {kind.kind: kind for kind in differences(before, after).kinds}

        assert (found["controls"].added, found["controls"].removed) == (("new",), ("old",))
        assert (found["questions"].added, found["questions"].removed) == (("y",), ("x",))
        assert found["provisions"].added == ("gdpr-3",)
        assert found["controls"].changed == ()


@pytest.mark.django_db
class TestCommands:
    def run(self, name: str, *arguments: str) -> str:
        out = io.StringIO()
        call_command(name, *arguments, stdout=out)
        return out.getvalue()

    def test_load_catalogue(self, content: Path) -> None:
        first = self.run("load_catalogue", "--content", str(content), "--label", "First")
        second = self.run("load_catalogue", "--content", str(content))

        assert first.startswith("Published First, digest ")
        assert second == "First is published already; nothing changed.\n"

    def test_load_catalogue_says_when_a_newer_one_is_current(self, content: Path) -> None:
        self.run("load_catalogue", "--content", str(content), "--label", "First")
        write(content, topics__one=TOPIC.replace("effort: 1", "effort: 2"))
        self.run("load_catalogue", "--content", str(content), "--label", "Second")
        write(content)

        assert "Second replaced it" in self.run("load_catalogue", "--content", str(content))

    def test_load_catalogue_names_the_line(self, content: Path) -> None:
        write(content, topics__one=TOPIC.replace("effort: 1", "effort: 9"))

        with pytest.raises(CommandError, match=r"topics/one.yaml:16: "):
            self.run("load_catalogue", "--content", str(content))

    def test_lint_exits_with_an_error(self, content: Path) -> None:
        clean = self.run("catalogue_lint", "--content", str(content))
        write(content, topics__one=TOPIC.replace("pipeline_documented", "pipeline_docs"))

        assert clean.endswith("0 errors, 0 remarks\n")
        assert "1 controls, 1 questions" in clean
        with pytest.raises(CommandError, match="not clean"):
            self.run("catalogue_lint", "--content", str(content))

    def test_a_duty_that_no_question_asks_about_fails_the_lint(self, content: Path) -> None:
        extra = (content / "regimes/gdpr.yaml").read_text()
        more = "regime_key: gdpr\n" + extra[extra.index("provisions") :].replace("t. 5", "t. 6")
        write(content, regimes__more=more.replace("gdpr-5", "gdpr-6"))
        said = io.StringIO()

        with pytest.raises(CommandError, match="not clean"):
            call_command("catalogue_lint", "--content", str(content), stdout=said)

        assert "gdpr-6" in said.getvalue()
        assert "without a question: GDPR Art. 6" in said.getvalue()

    def test_export_prints_citations_with_the_questions(self, content: Path) -> None:
        self.run("load_catalogue", "--content", str(content))
        exported = json.loads(self.run("catalogue_export", "--format", "json"))

        (made,) = exported["controls"]
        assert made["questions"][0]["citations"] == ["GDPR Art. 5"]
        assert made["questions"][0]["when"] == "data_personal || data_special"
        (rule,) = made["questions"][0]["rules"]
        assert (rule["when"], rule["choose"]) == ("pipeline_documented", "yes")
        unpublished = json.loads(self.run("catalogue_export", "--content", str(content)))
        assert unpublished == exported
