from django.urls import path, register_converter

from .addresses import SubjectConverter
from .views import backing, lists, progress, questions, results, reviews

register_converter(SubjectConverter, "subject")

app_name = "assessments"

_ONE = "assessments/<uuid:assessment_id>/"
_QUESTION = f"{_ONE}<slug:question_key>/<subject:subject_key>/"

urlpatterns = [
    path("assessments/", lists.assessments, name="list"),
    path("assessments/start/", lists.choose_pipeline, name="start"),
    path("assessments/start/<uuid:pipeline_id>/", lists.start, name="start"),
    path(_ONE, progress.assessment, name="assessment"),
    path(f"{_ONE}check/", progress.check, name="check"),
    path(f"{_ONE}submit/", progress.submit, name="submit"),
    path(f"{_ONE}sections/<slug:section_key>/", progress.assign, name="assign"),
    path(f"{_ONE}result/", results.result, name="result"),
    path(f"{_ONE}result/<slug:control_key>/", results.control, name="control"),
    path(f"{_ONE}provisions/<slug:regime_key>/", results.provisions, name="provisions"),
    path(f"{_ONE}history/", results.history_page, name="history"),
    path(f"{_ONE}review/", reviews.review_page, name="review"),
    path(f"{_ONE}review/close/", reviews.close, name="close"),
    path(
        f"{_ONE}review/sections/<slug:section_key>/",
        reviews.approve_section,
        name="approve_section",
    ),
    path(_QUESTION, questions.question, name="question"),
    path(f"{_QUESTION}restore/", questions.restore, name="restore"),
    path(f"{_QUESTION}comments/", backing.comment, name="comment"),
    path(f"{_QUESTION}decide/", reviews.decide, name="decide"),
    path(f"{_QUESTION}evidence/", backing.evidence, name="evidence"),
    path(f"{_QUESTION}evidence/<uuid:evidence_id>/attach/", backing.attach, name="attach"),
    path(f"{_QUESTION}evidence/<uuid:evidence_id>/detach/", backing.detach, name="detach"),
]
