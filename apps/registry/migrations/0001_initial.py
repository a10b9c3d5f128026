import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import apps.core.clock
import apps.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("organizations", "__first__"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ModelVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                (
                    "label",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{64}$",
                                "Write the SHA-256 digest as 64 hexadecimal digits.",
                            )
                        ],
                    ),
                ),
                (
                    "framework",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("released_on", models.DateField(blank=True, null=True)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("filed_by", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Dataset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                ("updated_by", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "name",
                    models.CharField(
                        max_length=160,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                (
                    "purpose",
                    models.TextField(
                        max_length=2000,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x08\\x0b-\\x1f\\x7f]",
                                "Remove the control characters.",
                                inverse_match=True,
                            ),
                            django.core.validators.MaxLengthValidator(2000),
                        ],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        max_length=10000,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x08\\x0b-\\x1f\\x7f]",
                                "Remove the control characters.",
                                inverse_match=True,
                            ),
                            django.core.validators.MaxLengthValidator(10000),
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("retired", "Retired")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("facts", apps.core.models.FactsField(blank=True, default=dict)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organizations.team",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "permissions": [("contribute_dataset", "Can contribute to dataset")],
            },
        ),
        migrations.CreateModel(
            name="DatasetGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_by", models.CharField(max_length=200)),
                ("granted_at", models.DateTimeField(default=apps.core.clock.now)),
                ("reason", models.CharField(max_length=300)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="registry.dataset",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DatasetRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=40)),
                ("at", models.DateTimeField(default=apps.core.clock.now)),
                ("by", models.CharField(max_length=200)),
                ("changes", models.JSONField(default=dict)),
                ("state", models.JSONField(default=dict)),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="registry.dataset",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DatasetVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                (
                    "label",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("rows", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{64}$",
                                "Write the SHA-256 digest as 64 hexadecimal digits.",
                            )
                        ],
                    ),
                ),
                ("schema", models.JSONField(blank=True, default=list)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("filed_by", models.CharField(max_length=200)),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="registry.dataset",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="LineageEdge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("derived_from", "Derived from"),
                            ("trained_on", "Trained on"),
                            ("validated_on", "Validated on"),
                            ("fine_tuned_from", "Fine-tuned from"),
                        ],
                        max_length=20,
                    ),
                ),
                ("filed_by", models.CharField(max_length=200)),
                (
                    "child_dataset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parents",
                        to="registry.datasetversion",
                    ),
                ),
                (
                    "parent_dataset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.datasetversion",
                    ),
                ),
                (
                    "child_model",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parents",
                        to="registry.modelversion",
                    ),
                ),
                (
                    "parent_model",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.modelversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pipeline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                ("updated_by", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "name",
                    models.CharField(
                        max_length=160,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                (
                    "purpose",
                    models.TextField(
                        max_length=2000,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x08\\x0b-\\x1f\\x7f]",
                                "Remove the control characters.",
                                inverse_match=True,
                            ),
                            django.core.validators.MaxLengthValidator(2000),
                        ],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        max_length=10000,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x08\\x0b-\\x1f\\x7f]",
                                "Remove the control characters.",
                                inverse_match=True,
                            ),
                            django.core.validators.MaxLengthValidator(10000),
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("retired", "Retired")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("facts", apps.core.models.FactsField(blank=True, default=dict)),
                (
                    "repository",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                (
                    "commit",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{7,64}$",
                                "Write the commit as 7 to 64 hexadecimal digits.",
                            )
                        ],
                    ),
                ),
                (
                    "datasets",
                    models.ManyToManyField(
                        blank=True, related_name="pipelines", to="registry.dataset"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organizations.team",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "permissions": [("contribute_pipeline", "Can contribute to pipeline")],
            },
        ),
        migrations.CreateModel(
            name="PipelineGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_by", models.CharField(max_length=200)),
                ("granted_at", models.DateTimeField(default=apps.core.clock.now)),
                ("reason", models.CharField(max_length=300)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="registry.pipeline",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PipelineRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=40)),
                ("at", models.DateTimeField(default=apps.core.clock.now)),
                ("by", models.CharField(max_length=200)),
                ("changes", models.JSONField(default=dict)),
                ("state", models.JSONField(default=dict)),
                (
                    "pipeline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="registry.pipeline",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("collection", "Collection"),
                            ("labelling", "Labelling"),
                            ("storage", "Storage"),
                            ("preprocessing", "Preprocessing"),
                            ("training", "Training"),
                            ("evaluation", "Evaluation"),
                            ("deployment", "Deployment"),
                            ("inference", "Inference"),
                            ("monitoring", "Monitoring"),
                            ("retirement", "Retirement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("facts", apps.core.models.FactsField(blank=True, default=dict)),
                (
                    "pipeline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="registry.pipeline",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="TrainedModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                ("updated_by", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "name",
                    models.CharField(
                        max_length=160,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                (
                    "purpose",
                    models.TextField(
                        max_length=2000,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x08\\x0b-\\x1f\\x7f]",
                                "Remove the control characters.",
                                inverse_match=True,
                            ),
                            django.core.validators.MaxLengthValidator(2000),
                        ],
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        max_length=10000,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x08\\x0b-\\x1f\\x7f]",
                                "Remove the control characters.",
                                inverse_match=True,
                            ),
                            django.core.validators.MaxLengthValidator(10000),
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("retired", "Retired")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\x00-\\x1f\\x7f\\u2028\\u2029]",
                                "Remove line breaks and control characters.",
                                inverse_match=True,
                            )
                        ],
                    ),
                ),
                ("facts", apps.core.models.FactsField(blank=True, default=dict)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organizations.team",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "permissions": [("contribute_trainedmodel", "Can contribute to model")],
            },
        ),
        migrations.AddField(
            model_name="pipeline",
            name="trained_models",
            field=models.ManyToManyField(
                blank=True, related_name="pipelines", to="registry.trainedmodel"
            ),
        ),
        migrations.AddField(
            model_name="modelversion",
            name="model",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="registry.trainedmodel",
            ),
        ),
        migrations.CreateModel(
            name="TrainedModelGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_by", models.CharField(max_length=200)),
                ("granted_at", models.DateTimeField(default=apps.core.clock.now)),
                ("reason", models.CharField(max_length=300)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="registry.trainedmodel",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TrainedModelRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=40)),
                ("at", models.DateTimeField(default=apps.core.clock.now)),
                ("by", models.CharField(max_length=200)),
                ("changes", models.JSONField(default=dict)),
                ("state", models.JSONField(default=dict)),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="registry.trainedmodel",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="dataset",
            index=models.Index(fields=["team", "status", "name"], name="dataset_list"),
        ),
        migrations.AddConstraint(
            model_name="dataset",
            constraint=models.UniqueConstraint(
                models.F("team"),
                django.db.models.functions.text.Lower("name"),
                name="dataset_name_in_team",
                violation_error_message="This team has a dataset of this name already.",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="datasetgrant",
            unique_together={("user", "permission", "content_object")},
        ),
        migrations.AddConstraint(
            model_name="datasetrevision",
            constraint=models.UniqueConstraint(
                fields=("dataset", "number"), name="dataset_revision_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="datasetversion",
            index=models.Index(fields=["digest"], name="dataset_version_digest"),
        ),
        migrations.AddConstraint(
            model_name="datasetversion",
            constraint=models.UniqueConstraint(
                fields=("dataset", "label"),
                name="dataset_version_label",
                violation_error_message="This dataset has a version of this label already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineageedge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("child_dataset__isnull", True), ("child_model__isnull", False)),
                    models.Q(("child_dataset__isnull", False), ("child_model__isnull", True)),
                    _connector="OR",
                ),
                name="lineage_one_child",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineageedge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent_dataset__isnull", True), ("parent_model__isnull", False)),
                    models.Q(("parent_dataset__isnull", False), ("parent_model__isnull", True)),
                    _connector="OR",
                ),
                name="lineage_one_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineageedge",
            constraint=models.UniqueConstraint(
                fields=("kind", "child_dataset", "parent_dataset"),
                name="lineage_unique_dataset_dataset",
                violation_error_message="This link is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineageedge",
            constraint=models.UniqueConstraint(
                fields=("kind", "child_dataset", "parent_model"),
                name="lineage_unique_dataset_model",
                violation_error_message="This link is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineageedge",
            constraint=models.UniqueConstraint(
                fields=("kind", "child_model", "parent_dataset"),
                name="lineage_unique_model_dataset",
                violation_error_message="This link is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineageedge",
            constraint=models.UniqueConstraint(
                fields=("kind", "child_model", "parent_model"),
                name="lineage_unique_model_model",
                violation_error_message="This link is recorded already.",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="pipelinegrant",
            unique_together={("user", "permission", "content_object")},
        ),
        migrations.AddConstraint(
            model_name="pipelinerevision",
            constraint=models.UniqueConstraint(
                fields=("pipeline", "number"), name="pipeline_revision_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("pipeline", "kind"),
                name="stage_once_in_pipeline",
                violation_error_message="The pipeline has this stage already.",
            ),
        ),
        migrations.AddIndex(
            model_name="trainedmodel",
            index=models.Index(fields=["team", "status", "name"], name="model_list"),
        ),
        migrations.AddConstraint(
            model_name="trainedmodel",
            constraint=models.UniqueConstraint(
                models.F("team"),
                django.db.models.functions.text.Lower("name"),
                name="model_name_in_team",
                violation_error_message="This team has a model of this name already.",
            ),
        ),
        migrations.AddIndex(
            model_name="pipeline",
            index=models.Index(fields=["team", "status", "name"], name="pipeline_list"),
        ),
        migrations.AddConstraint(
            model_name="pipeline",
            constraint=models.UniqueConstraint(
                models.F("team"),
                django.db.models.functions.text.Lower("name"),
                name="pipeline_name_in_team",
                violation_error_message="This team has a pipeline of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="modelversion",
            constraint=models.UniqueConstraint(
                fields=("model", "label"),
                name="model_version_label",
                violation_error_message="This model has a version of this label already.",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="trainedmodelgrant",
            unique_together={("user", "permission", "content_object")},
        ),
        migrations.AddConstraint(
            model_name="trainedmodelrevision",
            constraint=models.UniqueConstraint(
                fields=("model", "number"), name="model_revision_unique"
            ),
        ),
    ]
