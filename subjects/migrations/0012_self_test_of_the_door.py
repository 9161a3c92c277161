import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import register.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0011_restrictions_and_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="SelfTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="form sent")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "failed",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("site", "the site does not answer"),
                            ("form", "the form of requests is not there or cannot be filled in"),
                            (
                                "sending",
                                "the form was filled in, but the request was not taken",
                            ),
                            ("mail", "the mail server did not take the confirmation mail"),
                            (
                                "link",
                                "the link does not lead to the page on which one confirms",
                            ),
                            (
                                "confirming",
                                "the button was pressed, but the request was not confirmed",
                            ),
                            ("interrupted", "the test was interrupted"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="what failed",
                    ),
                ),
            ],
            options={
                "verbose_name": "self-test of the form",
                "verbose_name_plural": "self-tests of the form",
                "ordering": ["started_at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            (
                                "failed__in",
                                [
                                    "confirming",
                                    "form",
                                    "interrupted",
                                    "link",
                                    "mail",
                                    "sending",
                                    "site",
                                ],
                            ),
                            ("failed", ""),
                            _connector="OR",
                        ),
                        name="selftest_failed_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("started_at__isnull", True),
                            ("ended_at__isnull", True),
                            ("ended_at__gte", F("started_at")),
                            _connector="OR",
                        ),
                        name="selftest_ends_after",
                    ),
                    models.CheckConstraint(
                        condition=Q(("failed", ""), ("ended_at__isnull", False), _connector="OR"),
                        name="selftest_failed_at_end",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="request",
            name="self_test",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="request",
                to="subjects.selftest",
                verbose_name="self-test",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("self_test__isnull", True),
                    Q(
                        ("assigned_to__isnull", True),
                        ("channel", "form"),
                        ("decided_at__isnull", True),
                        ("extended_at__isnull", True),
                        ("identified_at__isnull", True),
                        ("matched_at__isnull", True),
                        ("status__in", ["unconfirmed", "received"]),
                    ),
                    _connector="OR",
                ),
                name="request_self_test_goes_no_further",
            ),
        ),
    ]
