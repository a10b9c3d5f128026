"""Sensitivity marks beside the facts they follow from, and the order of the lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="dataset",
            name="marks",
            field=models.CharField(default="unknown", editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name="trainedmodel",
            name="marks",
            field=models.CharField(default="unknown", editable=False, max_length=60),
        ),
        migrations.AddIndex(
            model_name="dataset",
            index=models.Index(fields=["name"], name="dataset_by_name"),
        ),
        migrations.AddIndex(
            model_name="dataset",
            index=models.Index(fields=["marks", "status"], name="dataset_marks"),
        ),
        migrations.AddIndex(
            model_name="trainedmodel",
            index=models.Index(fields=["name"], name="model_by_name"),
        ),
        migrations.AddIndex(
            model_name="trainedmodel",
            index=models.Index(fields=["marks"], name="model_marks"),
        ),
        migrations.AddIndex(
            model_name="pipeline",
            index=models.Index(fields=["name"], name="pipeline_by_name"),
        ),
    ]
