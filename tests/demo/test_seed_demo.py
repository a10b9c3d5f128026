"""`seed_demo`: what it makes, that it makes it once, and that it leaves nothing behind."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from apps.accounts.models import User
from apps.assessments.models import (
    AnswerRevision,
    Assessment,
    PipelineScore,
    QuestionComment,
    QuestionReview,
    ScorePoint,
)
from apps.core import clock
from apps.demo import sign_ins
from apps.demo.organisation import PEOPLE
from apps.demo.replies import draw
from apps.evidence.models import Evidence, EvidenceRevision
from apps.home.reader import reader_of
from apps.home.selectors.board import board
from apps.notifications.models import MailJob
from apps.organizations.actors import actor_for
from apps.organizations.models import Invitation, Organization, Team
from apps.packs.models import Pack
from apps.registry.models import DatasetVersion, LineageEdge, Pipeline, PipelineGrant
from apps.remediation.models import RemediationItem
from apps.trail.models import TrailEvent
from apps.trail.services import seal_pending
from apps.trail.verification import verify_trail

from .conftest import actor, person

# What a removal leaves: the trail, the catalogue, and Django's own lists of tables.
STAYS = {"trail", "catalogue", "contenttypes"}


def _counts() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in STAYS and model._meta.label != "auth.Permission"
    }


def _run(**options: Any) -> str:
    out = io.StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def _state_of(pipeline: str) -> str:
    return Assessment.objects.get(pipeline__name=pipeline).state


def test_three_pipelines_in_three_states(demo: None) -> None:
    assert _state_of("Readmission risk") == "approved"
    assert _state_of("Payment plan decisions") == "submitted"
    assert _state_of("Website assistant") == "draft"


def test_everything_is_flagged_as_demo(demo: None) -> None:
    assert Organization.objects.get().is_demo
    assert not Team.objects.filter(is_demo=False).exists()
    assert not User.objects.filter(is_demo=False).exists()
    assert not Evidence.objects.filter(is_demo=False).exists()


def test_the_finished_assessment_was_submitted_by_sam_and_approved_by_cora(demo: None) -> None:
    finished = Assessment.objects.get(pipeline__name="Readmission risk")
    assert (finished.submitted_by, finished.decided_by) == (person("sam"), person("cora"))
    assert QuestionReview.objects.filter(assessment=finished, decision="asked_back").count() == 2
    assert AnswerRevision.objects.filter(is_override=True).exclude(justification="").exists()
    assert QuestionComment.objects.filter(assessment=finished).exists()


def test_something_weak_is_planned_as_an_action(demo: None) -> None:
    action = RemediationItem.objects.get()
    assert (action.state, action.owner_label) == ("open", "Finance data scientist")
    assert "points of 100, as of" in action.why


def test_its_pack_waits_for_a_worker(demo: None) -> None:
    pack = Pack.objects.get()
    assert (pack.assessment.pipeline.name, pack.state) == ("Readmission risk", "queued")
    assert not pack.is_draft


def test_scores_are_believable_and_moved_over_two_quarters(demo: None) -> None:
    figures = {score.pipeline.name: score for score in PipelineScore.objects.filter(regime="")}
    assert 0.75 < figures["Readmission risk"].low < 0.95
    assert figures["Website assistant"].coverage < 0.6
    assert len({point.at.date() for point in ScorePoint.objects.all()}) > 10
    names = {"gdpr": "GDPR", "hipaa": "HIPAA", "ccpa": "CCPA"}
    lines = board(reader_of(actor_for(person("cora")), ""), names).lines
    readmission = next(line for line in lines if line.name == "Readmission risk")
    assert all(figure.points is not None for figure in readmission.figures)


def test_evidence_is_current_expired_and_about_to_expire(demo: None) -> None:
    found = {piece.status for piece in Evidence.objects.all()}
    assert found == {"counts", "expired", "expiring"}


def test_versions_lineage_and_sharing_are_there(demo: None) -> None:
    assert DatasetVersion.objects.exclude(digest="").exclude(schema=[]).count() >= 5
    assert LineageEdge.objects.count() >= 5
    assert PipelineGrant.objects.filter(user=person("sam")).exists()


def test_somebody_is_invited_and_no_letter_left(demo: None) -> None:
    invitation = Invitation.objects.get()
    assert (invitation.is_open, invitation.invited_by) == (True, "Olga")
    assert not MailJob.objects.exists()


def test_nothing_is_dated_in_the_future_and_the_trail_holds(demo: None) -> None:
    seal_pending()
    assert not TrailEvent.objects.filter(at__gt=clock.now()).exists()
    assert verify_trail().holds


def test_everybody_can_sign_in_with_the_printed_password(demo: None) -> None:
    lines = _run(sign_ins=True).splitlines()
    assert len(lines) == len(PEOPLE)
    email, password, who = re.split(" {2,}", lines[0])
    assert person("olga").check_password(password)
    assert (email, who) == ("olga@example.org", "Olga, administrator")


def test_seeding_twice_changes_nothing(demo: None) -> None:
    before = _counts()
    assert "here already" in _run()
    assert _counts() == before


def test_a_dry_run_says_what_would_go_and_takes_nothing(demo: None) -> None:
    before = _counts()

    said = _run(remove=True, dry_run=True)

    assert re.search(r"(?m)^ +3  pipelines$", said)
    assert re.search(r"rows and [1-9]\d* files would go", said)
    assert "In the way" not in said
    assert _counts() == before


def test_removing_leaves_nothing_behind(
    demo: None, django_capture_on_commit_callbacks: Any
) -> None:
    # Other tests leave files in the vault whose rows were rolled back.
    stored = EvidenceRevision.objects.exclude(stored_as="").values_list("stored_as", flat=True)
    files = set(stored) & set(_vault_files())
    with django_capture_on_commit_callbacks(execute=True):
        assert "is removed" in _run(remove=True)
    assert not any(_counts().values())
    assert files
    assert not files & set(_vault_files())
    assert TrailEvent.objects.filter(action="demo.organization.removed").count() == 1
    assert _run(sign_ins=True) == ""
    assert "no demo" in _run(remove=True)


def _vault_files(folder: str = "") -> list[str]:
    folders, files = storages["vault"].listdir(folder)
    inner = [name for inside in folders for name in _vault_files(f"{folder}{inside}/")]
    return [f"{folder}{name}" for name in files] + inner


def test_real_work_that_names_a_demo_person_stops_the_removal(demo: None) -> None:
    real = Team.objects.create(name="Real work")
    Pipeline.objects.create(team=real, name="Ours", purpose="Real", owner=person("sam"))
    assert "In the way: pipeline “Ours”" in _run(remove=True, dry_run=True)
    with pytest.raises(CommandError, match="“Ours”"):
        _run(remove=True)
    assert actor("sam").team_roles


def test_draws_are_the_same_at_every_run_and_spread_out() -> None:
    drawn = [draw("option", str(number)) for number in range(400)]
    assert drawn == [draw("option", str(number)) for number in range(400)]
    assert 0.4 < sum(drawn) / len(drawn) < 0.6


def test_passwords_differ_and_are_strong_enough() -> None:
    made = {sign_ins.new_password() for _ in range(20)}
    assert len(made) == 20
    assert all(len(password) >= 20 for password in made)


def test_finished_packs_and_their_successors_go_too(demo: None) -> None:
    first = Pack.objects.get()
    Pack.objects.filter(pk=first.pk).update(state="succeeded")
    Pack.objects.create(
        number=2,
        assessment=first.assessment,
        snapshot=first.snapshot,
        supersedes=first,
        state="succeeded",
    )
    assert "is removed" in _run(remove=True)
    assert not Pack.objects.exists()


def test_the_story_is_told_in_the_order_it_happened(demo: None) -> None:
    story = TrailEvent.objects.exclude(actor_id="").order_by("pk")
    moments = list(story.values_list("at", flat=True))

    assert len(moments) > 300
    assert moments == sorted(moments)
