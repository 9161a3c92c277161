import register.models.base
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0003_applies_when"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(verbose_name="when")),
                ("uuid", models.UUIDField(null=True, verbose_name="person")),
                ("filed", models.BooleanField(default=False)),
                ("to_repeat", models.BooleanField(default=False)),
                (
                    "said",
                    register.models.base.Choice(
                        choices=[
                            ("banned", "direct-marketing ban recorded"),
                            ("ban_lifted", "direct-marketing ban lifted"),
                            ("consent_withdrawn", "consent withdrawn"),
                            ("restricted", "restricted"),
                            ("restriction_lifted", "restriction lifted"),
                        ],
                        max_length=30,
                        verbose_name="said",
                    ),
                ),
                (
                    "channel",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("post", "post"),
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("sms", "text message"),
                            ("app", "messages in an application"),
                            ("social_media", "targeting in social media"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="channel",
                    ),
                ),
                (
                    "scope",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("own", "own marketing"),
                            ("group", "marketing of the group"),
                            ("partners", "disclosure to partners for marketing"),
                            ("research", "opinion and market research"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="scope",
                    ),
                ),
                ("text", models.CharField(blank=True, default="", max_length=170)),
            ],
            options={
                "verbose_name": "choice in the ledger",
                "verbose_name_plural": "choices in the ledger",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="filed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="to_repeat",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(("row_key", ""), _negated=True),
                fields=["row_key"],
                name="ledger_by_row",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(("filed", False)), fields=["id"], name="ledger_to_file"
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(("to_repeat", True)), fields=["id"], name="ledger_to_repeat"
            ),
        ),
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(
                condition=models.Q(
                    ("done_at__isnull", True),
                    ("outcome__in", ["erase", "anonymise"]),
                    ("skipped", ""),
                ),
                fields=["plan", "subject", "id"],
                name="planitem_to_do",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerchoice",
            index=models.Index(
                condition=models.Q(("filed", False)), fields=["id"], name="ledgerchoice_to_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "said__in",
                        [
                            "ban_lifted",
                            "banned",
                            "consent_withdrawn",
                            "restricted",
                            "restriction_lifted",
                        ],
                    )
                ),
                name="ledgerchoice_said_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["app", "email", "phone", "post", "sms", "social_media"]),
                    ("channel", ""),
                    _connector="OR",
                ),
                name="ledgerchoice_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scope__in", ["group", "own", "partners", "research"]),
                    ("scope", ""),
                    _connector="OR",
                ),
                name="ledgerchoice_scope_known",
            ),
        ),
    ]
