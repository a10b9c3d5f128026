from django.urls import path, register_converter

from . import views
from .addresses import SubjectConverter
from .answering import views as answering
from .attachments import views as attachments
from .carrying import views as carrying
from .first_facts import views as first_facts
from .passing_on import views as passing_on
from .results import views as results
from .reviewing import views as reviewing
from .starting import views as starting
from .task_list import views as task_list
from .upgrading import views as upgrading

register_converter(SubjectConverter, "subject")

app_name = "assessments"

_ONE = "assessments/<uuid:assessment_id>/"
_QUESTION = f"{_ONE}<slug:question_key>/<subject:subject_key>/"

urlpatterns = [
    path("assessments/", views.assessments, name="list"),
    path("assessments/start/", starting.choose_pipeline, name="start"),
    path("assessments/start/<uuid:pipeline_id>/", starting.start, name="start"),
    path(_ONE, task_list.assessment, name="assessment"),
    path(f"{_ONE}check/", task_list.check, name="check"),
    path(f"{_ONE}submit/", task_list.submit, name="submit"),
    path(f"{_ONE}first/", first_facts.first, name="first"),
    path(f"{_ONE}newest/", upgrading.newest, name="newest"),
    path(f"{_ONE}sections/<slug:section_key>/", task_list.assign, name="assign"),
    path(f"{_ONE}result/", results.result, name="result"),
    path(f"{_ONE}result/<slug:control_key>/", results.control, name="control"),
    path(f"{_ONE}provisions/<slug:regime_key>/", results.provisions, name="provisions"),
    path(f"{_ONE}history/", results.history_page, name="history"),
    path(f"{_ONE}review/", reviewing.review_page, name="review"),
    path(f"{_ONE}review/choose/", reviewing.choose, name="choose"),
    path(f"{_ONE}review/carry/", carrying.carry, name="carry"),
    path(f"{_ONE}review/claims/", reviewing.agree_claims, name="agree_claims"),
    path(f"{_ONE}review/close/", reviewing.close, name="close"),
    path(
        f"{_ONE}review/sections/<slug:section_key>/",
        reviewing.approve_section,
        name="approve_section",
    ),
    path(_QUESTION, answering.question, name="question"),
    path(f"{_QUESTION}facts/", answering.facts, name="question_facts"),
    path(f"{_QUESTION}pass/", passing_on.hand_over, name="pass_on"),
    path(f"{_QUESTION}restore/", answering.restore, name="restore"),
    path(f"{_QUESTION}comments/", answering.comment, name="comment"),
    path(f"{_QUESTION}plan/", results.plan, name="plan"),
    path(f"{_QUESTION}decide/", reviewing.decide, name="decide"),
    path(f"{_QUESTION}evidence/", attachments.evidence, name="evidence"),
    path(f"{_QUESTION}evidence/<uuid:evidence_id>/attach/", attachments.attach, name="attach"),
    path(f"{_QUESTION}evidence/<uuid:evidence_id>/detach/", attachments.detach, name="detach"),
]
