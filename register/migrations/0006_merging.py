import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("merged_at", models.DateTimeField(verbose_name="merged")),
                ("undo_until", models.DateField(verbose_name="can be undone until")),
                ("taken", models.JSONField(default=list)),
                ("moved", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.datasubject",
                        verbose_name="absorbed card",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="merged by",
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
            ],
            options={
                "verbose_name": "merged card",
                "verbose_name_plural": "merged cards",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("survivor", models.F("absorbed")), _negated=True),
                        name="merge_of_two_cards",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="merge_undone_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_at__isnull", True),
                            ("undone_at__isnull", True),
                            ("undone_at__gte", models.F("merged_at")),
                            _connector="OR",
                        ),
                        name="merge_before_undoing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("absorbed",),
                        name="merge_absorbs_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="found")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="found by",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.datasubject",
                        verbose_name="other person",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of different people",
                "verbose_name_plural": "pairs of different people",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="notthesame_in_order",
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="notthesame_once"),
                ],
            },
        ),
    ]
