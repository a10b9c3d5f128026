"""Note of every answer which words it was given to, from the version it was given under.

One statement a question and version, each saved by itself. Run again after a stop, it writes only
what is still missing. The rule is imported and not copied: the wording of an answer is compared
with what the same rule makes of today's questions.
"""

import json
from typing import Any

from django.db import migrations

from apps.catalogue.wording import wording_of


def fill(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    revisions = apps.get_model("assessments", "AnswerRevision").objects.using(alias)
    documents = apps.get_model("catalogue", "CatalogueDocument").objects.using(alias)
    for version in revisions.order_by().values_list("catalogue_version", flat=True).distinct():
        of_version = revisions.filter(catalogue_version=version, wording="")
        document = json.loads(documents.get(version=version).body)
        for control in document["controls"]:
            for question in control["questions"]:
                asked = of_version.filter(answer__question_key=question["id"])
                asked.update(wording=wording_of(question))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("assessments", "0004_wording"), ("catalogue", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
