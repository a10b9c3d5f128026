"""CSV in and out: a trial that tells the truth, all or nothing, and a round trip."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.errors import DomainError, NotVisible, Refused
from apps.core.facts import FactSource
from apps.registry.facts.services import set_facts
from apps.registry.imports.services import ImportPlan, run_import, table_of, try_import
from apps.registry.imports.table import MOST_BYTES, decode, read_table
from apps.registry.models import Dataset, DatasetRevision, Pipeline
from apps.registry.objects.services import retire_object
from apps.trail.models import TrailEvent
from tests.cast import Cast
from tests.factories.registry import CLERK, make_dataset, make_pipeline

HEAD = "name,team,purpose,dataset_phi,dataset_region\n"
GOOD = f"{HEAD}Loans,Risk Models,Decide,yes,DE\nWeather,Risk Models,Forecast,unknown,\n"


def trial(cast: Cast, text: str, person: str = "sam", kind: str = "dataset") -> ImportPlan:
    actor = cast.actor(cast.people()[person])
    return try_import(actor=actor, kind=kind, table=table_of(kind, text))


def test_a_trial_says_everything_and_writes_nothing(cast: Cast) -> None:
    make_dataset(cast.risk_models, "Loans", dataset_phi="no")
    before = TrailEvent.objects.count()

    plan = trial(cast, GOOD)

    assert [(row.line, row.outcome) for row in plan.rows] == [(2, "changed"), (3, "created")]
    assert plan.rows[0].changes == ("purpose", "dataset_phi", "dataset_region")
    assert Dataset.objects.get().known() == {"dataset_phi": False}
    assert TrailEvent.objects.count() == before


def test_an_import_writes_what_the_trial_said(cast: Cast) -> None:
    plan, sam = trial(cast, GOOD), cast.actor(cast.sam)

    run_import(
        actor=sam, kind="dataset", table=table_of("dataset", GOOD), fingerprint=plan.fingerprint
    )

    loans, weather = Dataset.objects.order_by("name")
    assert loans.known() == {"dataset_phi": True, "dataset_region": "DE"}
    assert loans.facts["dataset_phi"]["s"] == "import"
    assert weather.facts == {}
    event = TrailEvent.objects.get(action="registry.dataset.imported")
    assert event.detail.body == {"created": 2, "changed": 0, "same": 0}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",Risk Models,Decide,yes,DE", "name", "blank"),
        ("Loans,Elsewhere,Decide,yes,DE", "team", "no team of this name"),
        ("Loans,,Decide,yes,DE", "team", "no team of this name"),
        ("Loans,Risk Models,,yes,DE", "purpose", "blank"),
        ("Loans,Risk Models,Decide,perhaps,DE", "dataset_phi", "yes, no or unknown"),
        ("Lo\x07ans,Risk Models,Decide,yes,DE", "name", "control"),
        ("Loans,Risk Models,Decide,yes,D\x01E", "dataset_region", "control"),
        (f"{'x' * 161},Risk Models,Decide,yes,DE", "name", "160"),
    ],
)
def test_a_bad_row_is_named_with_line_column_and_reason(
    cast: Cast, row: str, column: str, reason: str
) -> None:
    plan = trial(cast, f"{HEAD}Fine,Risk Models,Decide,yes,DE\n{row}\n")

    bad = plan.rows[1]
    assert (bad.line, bad.outcome, bad.column) == (3, "bad", column)
    assert reason in bad.reason
    assert plan.rows[0].outcome == "created"


def test_nothing_is_half_written(cast: Cast) -> None:
    text = f"{GOOD}Bad,Risk Models,Decide,perhaps,DE\n"
    plan, sam = trial(cast, text), cast.actor(cast.sam)

    with pytest.raises(DomainError, match="nothing was imported"):
        run_import(
            actor=sam, kind="dataset", table=table_of("dataset", text), fingerprint=plan.fingerprint
        )

    assert not Dataset.objects.exists()
    assert not TrailEvent.objects.exists()


def test_what_changed_since_the_preview_stops_the_import(cast: Cast) -> None:
    plan, sam = trial(cast, GOOD), cast.actor(cast.sam)
    make_dataset(cast.risk_models, "Loans")

    with pytest.raises(DomainError) as caught:
        run_import(
            actor=sam, kind="dataset", table=table_of("dataset", GOOD), fingerprint=plan.fingerprint
        )

    assert caught.value.code == "changed_meanwhile"
    assert Dataset.objects.count() == 1


def test_the_same_name_twice_in_a_file_is_one_row_changed(cast: Cast) -> None:
    plan = trial(cast, f"{HEAD}Loans,Risk Models,One,yes,\nloans,Risk Models,Two,yes,\n")

    assert [row.outcome for row in plan.rows] == ["created", "changed"]


def test_a_name_given_further_up_in_the_file_is_known_further_down(cast: Cast) -> None:
    loans = make_dataset(cast.risk_models, "Loans")
    rows = (f"{loans.public_id},Loan book,Risk Models,Loans", ",Loan book,Risk Models,Loans")

    plan = trial(cast, "id,name,team,purpose\n" + "\n".join(rows))

    assert [row.outcome for row in plan.rows] == ["changed", "same"]


def test_a_new_row_costs_few_queries(cast: Cast) -> None:
    counts = []
    for number in (10, 20):
        lines = (f"Data {index},Risk Models,Loans,yes" for index in range(number))
        with CaptureQueriesContext(connection) as queries:
            trial(cast, "\n".join(("name,team,purpose,dataset_phi", *lines)))
        counts.append(len(queries))

    assert (counts[1] - counts[0]) / 10 <= 11


def test_mallory_reaches_nothing_of_others(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models, "Loans")
    by_id = f"id,name,team\n{dataset.public_id},Mine,Elsewhere\n"
    into = "name,team,purpose,owner\nMine,Elsewhere,Take,lena@example.org\n"

    assert "no dataset with this id" in trial(cast, by_id, "mallory").rows[0].reason
    assert trial(cast, GOOD, "mallory").rows[0].column == "team"
    owner = trial(cast, into, "mallory").rows[0]
    stranger = trial(cast, into.replace("lena", "nobody"), "mallory").rows[0]
    assert (owner.column, owner.reason) == ("owner", stranger.reason)


def test_an_auditor_does_not_import(cast: Cast) -> None:
    with pytest.raises((Refused, NotVisible)):
        trial(cast, GOOD, "aya")


def test_retired_rows_may_stand_in_the_file_unchanged(cast: Cast) -> None:
    dataset = make_dataset(cast.risk_models, "Loans", dataset_phi="yes")
    retire_object(actor=CLERK, obj=dataset, reason="Old")
    head = "name,team,status,dataset_phi\n"

    same = trial(cast, f"{head}Loans,Risk Models,retired,yes\n").rows[0]
    changed = trial(cast, f"{head}Loans,Risk Models,retired,no\n").rows[0]
    revived = trial(cast, f"{head}Loans,Risk Models,active,yes\n").rows[0]

    assert same.outcome == "same"
    assert "retired" in changed.reason
    assert revived.column == "status"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"name,team\n", "no rows"),
        (b"name,teem\nA,B\n", "Did you mean team?"),
        (b"name,name,team\nA,B,C\n", "twice"),
        (b"purpose\nA\n", "needs the columns"),
        (b"name,team\nA,B,C\n", "Line 2 has 3 cells"),
        (b'name,team\n"A,B\n', "cannot be read"),
        (b"name,team\nM\xfcller,B\n", "Line 2 is not UTF-8"),
        ("name,team\nA,B\n".encode("utf-16"), "not UTF-8"),
        (b"name,team\nA\x00,B\n", "not a text file"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"<html><body>name</body></html>", "no column"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"name,team\n" + b"A,B\n" * 1001, "more than 1,000 rows"),
        (b"name,team\n" + b"A" * 20_001 + b",B\n", "20,000 characters"),
        (b"name,team\n" + b"A" * 140_000 + b",B\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(DomainError, match=reason):
        table_of("dataset", decode(raw))


def test_semicolons_a_byte_order_mark_and_line_breaks_in_cells() -> None:
    raw = '\ufeffname;team\r\n"A\r\nB";C\r\n\r\nD;E\r\n'.encode()

    table = read_table(decode(raw), ["name", "team"])

    assert [(row.line, row.cells["name"]) for row in table.rows] == [(2, "A\nB"), (5, "D")]


def exported(client: Client, kind: str) -> str:
    answer: Any = client.get(reverse(f"registry:{kind}s"), {"format": "csv"})
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("kind", ["pipeline", "dataset"])
def test_what_goes_out_comes_back_unchanged(cast: Cast, kind: str) -> None:
    make_dataset(
        cast.risk_models,
        "=cmd|' /C calc'!A0",
        dataset_phi="no",
        dataset_identifiers=["A", "R"],
        dataset_ccpa_categories="none_of_these",
        dataset_region="+49; DE",
        dataset_people_count=1200,
        dataset_origins=["person"],
    )
    make_pipeline(cast.risk_models, 'Credit "risk", new', pipeline_sector="finance")
    text = exported(cast.client(cast.sam), kind)

    plan = trial(cast, text, kind=kind)

    assert [row.outcome for row in plan.rows] == ["same"], plan.rows


def test_no_cell_that_goes_out_is_a_formula(cast: Cast) -> None:
    make_dataset(cast.risk_models, "=SUM(A1)", dataset_region="@evil")

    rows = list(csv.reader(io.StringIO(exported(cast.client(cast.sam), "dataset"))))

    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[1][rows[0].index("dataset_phi")] == "unknown"


ORIGINS = {"dataset_phi": "check", "dataset_region": "computed", "dataset_personal": "person"}


def told_dataset(cast: Cast) -> Dataset:
    """A dataset with one fact of each strength."""
    dataset = make_dataset(cast.risk_models, "Loans")
    values = {"dataset_phi": "no", "dataset_region": "DE", "dataset_personal": "yes"}
    for key, source in ORIGINS.items():
        set_facts(actor=CLERK, obj=dataset, values={key: values[key]}, source=FactSource(source))
    return Dataset.objects.get()


def test_an_export_tells_source_author_and_time_of_each_fact(cast: Cast) -> None:
    facts = told_dataset(cast).facts
    sam = cast.client(cast.sam)
    as_csv = next(csv.DictReader(io.StringIO(exported(sam, "dataset"))))
    as_json = sam.get(reverse("registry:datasets"), {"format": "json"}).json()["rows"][0]

    for row in (as_csv, as_json):
        for key, source in ORIGINS.items():
            told = [row[f"{key}.{part}"] for part in ("source", "by", "at")]
            assert told == [source, CLERK.label, facts[key]["at"]]
        assert row["dataset_children"] == "unknown"
        assert row["dataset_children.source"] == row["dataset_children.at"] == ""


def written(cast: Cast, text: str) -> None:
    plan, sam = trial(cast, text), cast.actor(cast.sam)
    table = table_of("dataset", text)
    run_import(actor=sam, kind="dataset", table=table, fingerprint=plan.fingerprint)


def test_an_export_imported_again_loses_and_upgrades_nothing(cast: Cast) -> None:
    before = told_dataset(cast).facts

    written(cast, exported(cast.client(cast.sam), "dataset"))

    assert Dataset.objects.get().facts == before


def test_a_file_cannot_say_that_a_machine_checked(cast: Cast) -> None:
    before = told_dataset(cast).facts
    text = exported(cast.client(cast.sam), "dataset")
    head, row = csv.reader(io.StringIO(text))
    row[head.index("id")], row[head.index("name")] = "", "Copy"
    out = io.StringIO()
    csv.writer(out).writerows([head, row])

    written(cast, out.getvalue())

    copy = Dataset.objects.get(name="Copy")
    for key in ORIGINS:
        assert (copy.facts[key]["s"], copy.facts[key]["by"]) == ("import", "Sam")
        assert copy.facts[key]["at"] > before[key]["at"]


def upload(client: Client, text: str, kind: str = "dataset") -> Any:
    file = SimpleUploadedFile("rows.csv", text.encode(), content_type="text/csv")
    return client.post(reverse(f"registry:{kind}s_import"), {"file": file})


def test_preview_then_confirm(cast: Cast) -> None:
    sam = cast.client(cast.sam)
    preview = upload(sam, GOOD)
    assert preview.status_code == 200
    assert "Import 2 rows" in " ".join(preview.content.decode().split())
    assert not Dataset.objects.exists()

    answer = sam.post(preview.context["confirm_url"], preview.context["confirm"])

    assert answer.status_code == 302
    assert Dataset.objects.count() == DatasetRevision.objects.count() == 2


def test_a_preview_with_bad_rows_offers_no_import(cast: Cast) -> None:
    answer = upload(cast.client(cast.sam), f"{HEAD}Loans,Nowhere,Decide,yes,DE\n")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no team of this name" in page
    assert 'name="fingerprint"' not in page


def test_a_bad_file_is_an_error_at_the_field(cast: Cast) -> None:
    sam = cast.client(cast.sam)

    assert "Did you mean name?" in upload(sam, "nam,team\nA,B\n").content.decode()
    assert sam.post(reverse("registry:datasets_import"), {}).status_code == 422


def test_a_confirmation_belongs_to_the_person_who_saw_the_preview(cast: Cast) -> None:
    preview = upload(cast.client(cast.sam), GOOD)
    lena = cast.client(cast.lena)

    answer = lena.post(preview.context["confirm_url"], preview.context["confirm"])

    assert answer.headers["Location"] == reverse("registry:datasets_import")
    assert not Dataset.objects.exists()


def test_a_confirmation_after_a_change_shows_the_new_preview(cast: Cast) -> None:
    sam = cast.client(cast.sam)
    preview = upload(sam, GOOD)
    make_dataset(cast.risk_models, "Loans")

    answer = sam.post(preview.context["confirm_url"], preview.context["confirm"])

    assert answer.status_code == 409
    assert Dataset.objects.count() == 1
    assert not Pipeline.objects.exists()
