"""Content files become one document; what is wrong is said with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from apps.catalogue.authoring.loader import load_content
from apps.catalogue.authoring.problems import ContentError
from apps.core.facts import FACTS, About, FactKind, FactSpec

REGIME = """\
regime:
  key: gdpr
  title: General Data Protection Regulation
  short: GDPR
  jurisdiction: EU
  text: Regulation (EU) 2016/679
  text_version: 2016-05-04
  source: https://example.org/gdpr
  summary: Protects people.
provisions:
  - id: gdpr-5
    citation: GDPR Art. 5
    article: GDPR Art. 5
    title: Principles
    summary: >-
      What every use of personal data
      must respect.
    status: in_force
    text_version: 2016-05-04
    source: https://example.org/gdpr
    verified: official
    kind: duty
    applies_when: data_personal || data_special
"""
TOPIC = """\
section: {key: purposes, title: Purposes, order: 10, summary: Why data is used.}
controls:
  - id: purposes-are-written
    title: Purposes are written down
    objective: Everybody can read why the data is used.
    lifecycle: governance
    criticality: 4
    criticality_reason: Everything else follows from it.
    provisions: [gdpr-5]
    questions:
      - id: pipeline-purpose-written
        about: pipeline
        ask: Is the purpose written down?
        why: People have a right to know it.
        evidence: The page that says it.
        effort: 1
        when: data_personal || data_special
        options:
          - {id: yes, label: "Yes", points: 1, asserts: [gdpr-5]}
          - {id: no, label: "No", points: 0}
        rules:
          - {when: pipeline_documented, choose: yes, covers: {gdpr-5: pipeline_documented}}
"""


OTHER = """\
regime:
  key: other
  title: The Other Act
  short: Other
  jurisdiction: US
  text: Other Act
  text_version: 2020-01-01
  source: https://example.org/other
  summary: Says otherwise.
provisions:
  - id: other-1
    citation: Other 1
    article: Other 1
    title: Purposes
    summary: Nobody has to name them.
    status: in_force
    text_version: 2020-01-01
    source: https://example.org/other
    verified: official
    kind: scope
"""
DISAGREEMENTS = """\
disagreements:
  - id: purpose
    title: When the purpose is named
    says:
      - {regime: gdpr, says: The purpose is named first., citations: [GDPR Art. 5, Recital 39]}
      - {regime: other, says: The purpose is never named.}
"""


def write(directory: Path, **files: str) -> Path:
    """A content directory; names are `regimes__gdpr` for regimes/gdpr.yaml."""
    for name, text in {"regimes__gdpr": REGIME, "topics__one": TOPIC, **files}.items():
        path = directory / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return directory


@contextmanager
def known_facts() -> Iterator[None]:
    """The facts that TOPIC reads, for the duration of a test."""
    keys = {"data_personal", "data_special", "pipeline_documented"} - set(FACTS)
    made = [FactSpec(key, key, FactKind.YES_NO, About.PIPELINE, "Test") for key in keys]
    with FACTS.registered(*made):
        yield


def problems(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_content(directory)
    return [str(problem) for problem in caught.value.problems]


def test_files_become_a_catalogue(tmp_path: Path) -> None:
    catalogue = load_content(write(tmp_path)).catalogue()

    question = catalogue.questions["pipeline-purpose-written"]
    assert [option.key for option in question.options] == ["yes", "no"]
    assert question.provisions == ("gdpr-5",)
    assert question.regimes == ("gdpr",)
    assert question.reads == ("data_personal", "data_special", "pipeline_documented")
    assert catalogue.readers["pipeline_documented"] == (question,)
    assert catalogue.provisions["gdpr-5"].summary.endswith("personal data must respect.")
    assert catalogue.citations(question) == ("GDPR Art. 5",)


def test_more_files_add_to_a_regime_and_to_a_section(tmp_path: Path) -> None:
    extra = REGIME[REGIME.index("provisions") :].replace("gdpr-5", "gdpr-6")
    topic = TOPIC[TOPIC.index("controls") :].replace("purpose", "other")
    write(
        tmp_path,
        regimes__more=f"regime_key: gdpr\n{extra}",
        topics__two=f"section_key: purposes\n{topic}",
    )
    catalogue = load_content(tmp_path).catalogue()

    assert [p.key for p in catalogue.provisions_of["gdpr"]] == ["gdpr-5", "gdpr-6"]
    assert list(catalogue.controls) == ["purposes-are-written", "others-are-written"]


def test_loading_twice_gives_the_same_digest(tmp_path: Path) -> None:
    directory = write(tmp_path)

    one, other = load_content(directory).catalogue(), load_content(directory).catalogue()
    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("criticality: 4", "criticality: 6", "topics/one.yaml:7: purposes-are-written, critic"),
        ("effort: 1", "efort: 1", "topics/one.yaml:11: pipeline-purpose-written, questions: "),
        (", points: 1,", ",", "topics/one.yaml:19: yes, options: 'points' is a required"),
        ("points: 1", "points: 2", "topics/one.yaml:19: yes, points: 2 is greater"),
        ("ns: [gdpr-5]", "ns: [gdpr-6]", "topics/one.yaml:9: there is no provision “gdpr-6”"),
        ("choose: yes", "choose: maybe", "topics/one.yaml:22: pipeline-purpose-written has no"),
        ("data_personal ||", "data_personal |", "topics/one.yaml:17: cannot read “data_personal"),
        ("id: no,", "id: yes,", "topics/one.yaml:18: pipeline-purpose-written has option yes"),
        ("    title: Purp", "    id: x\n    title: Purp", "topics/one.yaml:4: “id” is given twice"),
        ("    title: Purp", "   title: Purp", "topics/one.yaml:4: cannot be read:"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert TOPIC.count(old) == 1

    found = problems(write(tmp_path, topics__one=TOPIC.replace(old, new)))
    assert any(line.startswith(expected) for line in found), found


def test_every_problem_of_every_file_is_listed(tmp_path: Path) -> None:
    found = problems(
        write(
            tmp_path,
            topics__one=TOPIC.replace("effort: 1", "effort: 9"),
            regimes__gdpr=REGIME.replace("verified: official", "verified: sure"),
        )
    )

    assert len(found) == 2


def test_ids_are_unique_across_files(tmp_path: Path) -> None:
    again = TOPIC.replace("key: purposes", "key: other").replace("id: purposes-are", "id: they-are")

    assert problems(write(tmp_path, topics__two=again)) == [
        "topics/two.yaml:11: question id “pipeline-purpose-written” is already used in "
        "topics/one.yaml:11"
    ]


def test_a_question_serves_only_provisions_of_its_control(tmp_path: Path) -> None:
    more = REGIME[REGIME.index("provisions") :].replace("gdpr-5", "gdpr-6")
    topic = TOPIC.replace("        effort", "        provisions: [gdpr-6]\n        effort")
    found = problems(write(tmp_path, regimes__more=f"regime_key: gdpr\n{more}", topics__one=topic))

    assert found[0] == (
        "topics/one.yaml:16: pipeline-purpose-written serves gdpr-6, "
        "which its control does not list"
    )
    # The option still speaks of what the question no longer serves.
    assert found[1].endswith("asserts gdpr-5, which it does not serve")


def test_a_date_is_needed_where_law_applies_from_a_day(tmp_path: Path) -> None:
    coming = REGIME.replace("status: in_force", "status: applies_from")

    assert problems(write(tmp_path, regimes__gdpr=coming)) == [
        "regimes/gdpr.yaml:11: gdpr-5, provisions: 'applies_from' is a required property"
    ]


def test_time_limits_are_data(tmp_path: Path) -> None:
    limits = """\
time_limits:
  - id: gdpr-breach
    duty: Tell the authority about a breach
    regime: gdpr
    length: PT72H
    starts: becoming aware of the breach
    citation: GDPR Art. 33(1)
    provision: gdpr-5
"""
    limit = load_content(write(tmp_path, time_limits=limits)).catalogue().time_limits["gdpr-breach"]
    assert (limit.length, limit.counts, limit.extension) == ("PT72H", "calendar_days", "")

    wrong = write(tmp_path, time_limits=limits.replace("PT72H", "72 hours").replace("gdpr-5", "x"))
    assert problems(wrong) == [
        "time_limits.yaml:5: gdpr-breach, length: “72 hours” is not in the expected form"
    ]


def test_an_empty_directory_is_an_error(tmp_path: Path) -> None:
    assert "there is no content here" in problems(tmp_path)[0]
