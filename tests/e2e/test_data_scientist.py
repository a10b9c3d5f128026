"""Journey 1: a data scientist registers a pipeline with its data and its model."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from apps.core.facts import fact_specs
from tests.cast import Cast
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.journey

DIGEST = "3f" * 32


def test_a_data_scientist_files_a_system(people: Cast, visit: Visit) -> None:
    sam = visit("sam")
    sam.open("/")
    sam.look("home, nothing yet")
    register(sam, "dataset", "Loan applications", "Train the credit score")
    register(sam, "model", "Credit score", "Rank applications by risk")
    register_the_pipeline(sam)
    pipeline = sam.page.url
    link_its_parts(sam)
    add_a_stage(sam)
    fill_facts(sam)
    record_versions(sam)
    draw_the_lineage(sam)
    look_back(sam, pipeline)
    import_more(sam)


def register(sam: Visitor, kind: str, name: str, purpose: str) -> None:
    sam.open(f"/registry/{kind}s/")
    sam.look(f"{kind} list, empty")
    sam.follow(f"Register a {kind}")
    sam.fill("Name", name)
    sam.fill("Purpose", purpose)
    sam.press(f"Register {kind}")
    sam.title(name)
    sam.look(f"{kind}: overview, new")


def register_the_pipeline(sam: Visitor) -> None:
    """Only name, team and purpose; what is missing is told at its field, nothing typed is lost."""
    sam.open("/registry/pipelines/")
    sam.look("pipeline list, empty")
    sam.follow("Register a pipeline")
    sam.look("pipeline: register")
    sam.fill("Name", "Credit risk")
    with sam.expecting(422):
        sam.press("Register pipeline")
    sam.sees("One thing needs your attention. Nothing was saved.")
    sam.look("pipeline: register, refused")
    expect(sam.field("Name")).to_have_value("Credit risk")
    sam.fill("Purpose", "Decide who is offered a loan, and at what price")
    sam.press("Register pipeline")
    sam.title("Credit risk")
    sam.sees("Credit risk is registered")
    sam.sees(re.compile(r"Read by \d+ questions:\s+GDPR"))
    sam.look("pipeline: overview, new")


def link_its_parts(sam: Visitor) -> None:
    sam.choose("Add a dataset", "Loan applications")
    sam.press("Link dataset")
    sam.sees("Loan applications is linked to Credit risk")
    sam.choose("Add a model", "Credit score")
    sam.press("Link model")
    sam.sees("Credit score is linked to Credit risk")


def add_a_stage(sam: Visitor) -> None:
    tab(sam, "Stages")
    sam.look("pipeline: stages, empty")
    sam.choose("Stage", "Training")
    sam.press("Add stage")
    sam.look("pipeline: one stage")
    say(sam, "stage_encryption_in_transit", "Yes")
    say(sam, "stage_isolated", "No")
    write(sam, "stage_region", "eu-central-1")
    saved(sam)
    sam.follow("All stages")
    sam.sees("eu-central-1")
    sam.look("pipeline: stages")
    tab(sam, "Facts")
    sam.look("pipeline: facts")


def fill_facts(sam: Visitor) -> None:
    """Each answer saves itself, says so, and is there when the page is opened again."""
    sam.open("/registry/datasets/")
    sam.follow("Loan applications")
    follow_first_todo(sam)
    sam.look("dataset: facts")
    say(sam, "dataset_personal", "Yes")
    say(sam, "dataset_special", "No")
    sam.main.get_by_role("group", name=label("dataset_subjects")).get_by_label("Customers").check()
    saved(sam)
    sam.page.reload()
    expect(answer(sam, "dataset_personal", "Yes")).to_be_checked()
    expect(answer(sam, "dataset_phi", "Unknown")).to_be_checked()
    sam.sees("Personal data")


def record_versions(sam: Visitor) -> None:
    tab(sam, "Versions")
    sam.look("dataset: versions, none")
    sam.fill("Version", "2026-03")
    sam.fill("Rows", "48210")
    sam.fill("SHA-256 digest", "not a digest")
    sam.fill("Columns", "age: integer\nincome: number")
    with sam.expecting(422):
        sam.press("Record version")
    sam.look("dataset: version refused")
    sam.fill("SHA-256 digest", DIGEST)
    sam.press("Record version")
    sam.sees("Version 2026-03 is recorded")
    sam.look("dataset: versions")
    sam.open("/registry/models/")
    sam.follow("Credit score")
    tab(sam, "Versions")
    sam.fill("Version", "1.4.0")
    sam.press("Record version")
    sam.sees("Version 1.4.0 is recorded")
    sam.look("model: versions")


def draw_the_lineage(sam: Visitor) -> None:
    tab(sam, "Lineage")
    sam.look("model: lineage, none")
    sam.choose("Was", "Trained on")
    sam.choose("Made with", "Loan applications 2026-03")
    sam.press("Record link")
    sam.sees("The link is recorded")
    sam.look("model: lineage")
    sam.page.get_by_role("link", name=re.compile("Loan applications")).first.click()
    sam.title("Loan applications")


def look_back(sam: Visitor, pipeline: str) -> None:
    sam.open("/")
    sam.sees("Credit risk")
    sam.look("home")
    sam.page.goto(pipeline)
    sam.look("pipeline: overview")
    sam.follow("Open the graph")
    sam.look("pipeline: lineage")
    tab(sam, "History")
    sam.sees("Sam")
    sam.look("pipeline: history")
    sam.follow("Edit")
    sam.look("pipeline: edit")
    with sam.expecting(403):
        sam.page.goto(f"{pipeline}retire/")
    sam.look("pipeline: retire, refused")
    sam.page.keyboard.press("/")
    sam.page.keyboard.type("loan")
    sam.page.keyboard.press("Enter")
    sam.title("Search for “loan”")
    sam.look("search")
    for kind in ("pipeline", "dataset", "model"):
        sam.open(f"/registry/{kind}s/")
        sam.look(f"{kind} list")


def import_more(sam: Visitor) -> None:
    """A file is tried first: every bad row is named with its line, nothing is written."""
    sam.open("/registry/datasets/import/")
    sam.look("dataset: import")
    sam.upload("CSV file", "datasets.csv", b"name,team,purpose\nRefunds,Risk Models,Fairness\n,,\n")
    with sam.expecting(422):
        sam.press("Preview")
    sam.title("Preview of the import")
    sam.look("dataset: import, tried")


def tab(sam: Visitor, name: str) -> None:
    views = sam.page.get_by_role("navigation", name="Views of this page")
    views.get_by_role("link", name=re.compile(rf"^{name}")).click()


def label(key: str) -> str:
    return fact_specs()[key].label


def answer(sam: Visitor, key: str, words: str) -> Locator:
    return sam.main.get_by_role("group", name=label(key)).get_by_label(words, exact=True)


def say(sam: Visitor, key: str, words: str) -> None:
    answer(sam, key, words).check()


def write(sam: Visitor, key: str, value: str) -> None:
    box = sam.field(label(key))
    box.fill(value)
    box.blur()


def saved(sam: Visitor) -> None:
    expect(sam.page.locator("[data-autosave-status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d"))


def follow_first_todo(sam: Visitor) -> None:
    sam.main.locator(".ms-rows a[href*='#fact-']").first.click()
