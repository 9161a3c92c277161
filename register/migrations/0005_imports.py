import django.db.models.deletion
import register.models.base
import register.models.imports
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0004_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("family_name", models.CharField(db_default="", default="", max_length=150)),
                ("given_names", models.CharField(db_default="", default="", max_length=150)),
                ("sort_name", models.CharField(db_default="", default="", max_length=310)),
                ("given_name", models.CharField(db_default="", default="", max_length=150)),
                ("customer_number", models.CharField(db_default="", default="", max_length=60)),
                ("user_id", models.CharField(db_default="", default="", max_length=150)),
                ("language", models.CharField(db_default="", default="", max_length=30)),
                ("job_title", models.CharField(db_default="", default="", max_length=150)),
                ("relationship", models.CharField(db_default="", default="", max_length=30)),
                ("relationship_started_on", models.DateField(null=True)),
                ("relationship_ended_on", models.DateField(null=True)),
                ("contract_ends_on", models.DateField(null=True)),
                ("collected_on", models.DateField(null=True)),
                ("informed_on", models.DateField(null=True)),
                ("address_protected", models.BooleanField(db_default=False, default=False)),
                ("identity_code", models.TextField(db_default="", default="")),
                ("identity_code_hash", models.CharField(db_default="", default="", max_length=64)),
                ("email", models.CharField(db_default="", default="", max_length=254)),
                ("email_normalised", models.CharField(db_default="", default="", max_length=254)),
                ("phone", models.CharField(db_default="", default="", max_length=254)),
                ("phone_normalised", models.CharField(db_default="", default="", max_length=254)),
                ("mobile", models.CharField(db_default="", default="", max_length=254)),
                ("mobile_normalised", models.CharField(db_default="", default="", max_length=254)),
                ("website", models.CharField(db_default="", default="", max_length=254)),
                ("website_normalised", models.CharField(db_default="", default="", max_length=254)),
                ("care_of", models.CharField(db_default="", default="", max_length=150)),
                ("street", models.CharField(db_default="", default="", max_length=200)),
                ("postal_code", models.CharField(db_default="", default="", max_length=12)),
                ("town", models.CharField(db_default="", default="", max_length=100)),
                ("country", models.CharField(db_default="", default="", max_length=2)),
                ("address_normalised", models.CharField(db_default="", default="", max_length=320)),
                ("organisation", models.CharField(db_default="", default="", max_length=200)),
                (
                    "organisation_sort_name",
                    models.CharField(db_default="", default="", max_length=200),
                ),
                ("business_id", models.CharField(db_default="", default="", max_length=9)),
                ("bans", models.CharField(db_default="", default="", max_length=100)),
                ("further", models.JSONField(db_default={}, default=dict)),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    register.models.base.Choice(
                        choices=[
                            ("uploaded", "uploaded, columns not chosen yet"),
                            ("reading", "being read"),
                            ("checking", "being checked"),
                            ("waiting", "waits for a decision"),
                            ("writing", "being written"),
                            ("finished", "finished"),
                            ("refused", "refused: the file has bad rows"),
                            ("failed", "failed: the file cannot be read"),
                            ("abandoned", "abandoned"),
                        ],
                        default="reading",
                        max_length=30,
                        verbose_name="stage",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        default="",
                        max_length=200,
                        storage=register.models.imports.private_storage,
                        upload_to="",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="digest of the file")),
                ("size", models.PositiveBigIntegerField(verbose_name="size")),
                ("reading", models.JSONField(default=dict)),
                ("reading_sha256", models.CharField(blank=True, default="", max_length=64)),
                (
                    "accept_good",
                    models.BooleanField(
                        default=False, verbose_name="good rows although others are bad"
                    ),
                ),
                (
                    "suppressed_occasion",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("customer_service", "customer service"),
                            ("request", "request of a data subject"),
                            ("billing", "billing or collection"),
                            ("marketing", "marketing allowed to us"),
                            ("quality", "keeping the data accurate"),
                            ("authority", "inquiry of an authority"),
                            ("audit", "audit or supervision"),
                            ("migration", "moving data between systems"),
                            ("retention", "retention"),
                            ("technical", "finding out a technical fault"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="occasion",
                    ),
                ),
                (
                    "suppressed_reference",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="reference"
                    ),
                ),
                ("read_until", models.PositiveIntegerField(default=0)),
                ("written_until", models.PositiveIntegerField(default=0)),
                ("share_done", models.FloatField(default=0)),
                ("preview_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("suppressed", models.PositiveIntegerField(default=0, verbose_name="kept out")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="bad")),
                ("fault", models.CharField(blank=True, default="", max_length=40)),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("moved_at", models.DateTimeField(auto_now_add=True, verbose_name="last moved")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="register.registercontroller",
                        verbose_name="register and controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "column",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="column"),
                ),
                (
                    "reason",
                    register.models.base.Choice(
                        choices=[
                            ("too_many_cells", "more cells than the first row has headings"),
                            ("too_long", "too long"),
                            ("line_break", "a line break inside the cell"),
                            (
                                "control",
                                "a character that cannot be stored, such as a control code",
                            ),
                            ("cell_fault", "the spreadsheet shows a fault instead of a value"),
                            (
                                "no_result",
                                "a formula without its result: open and save the file again",
                            ),
                            ("email", "not an e-mail address, such as nimi@esimerkki.fi"),
                            ("phone", "not a phone number"),
                            ("website", "not a web address"),
                            ("day", "not a day, such as 1.9.2026"),
                            ("short_year", "the year needs four digits, such as 1.9.2026"),
                            ("no_such_day", "there is no such day"),
                            ("future", "a day in the future"),
                            ("yes_or_no", "neither yes nor no"),
                            ("language", "not Finnish, Swedish or English"),
                            (
                                "relationship",
                                "not a relationship, such as “customer” or “former customer”",
                            ),
                            ("name", "cannot be told apart into family name and given names"),
                            ("postal_code", "a Finnish postal code has five digits"),
                            ("country", "not a country that is known"),
                            ("address", "an address needs street, postal code and town"),
                            ("business_id", "not a valid Business ID"),
                            ("no_organisation", "a Business ID without the organisation's name"),
                            ("identity_code", "not a valid personal identity code"),
                            (
                                "nobody",
                                "neither name, customer number, user name, e-mail nor phone",
                            ),
                            ("ends_first", "the relationship ends before it begins"),
                            ("not_ended", "the relationship has ended, yet is said to go on"),
                            ("number_twice", "the same customer number stands on another row"),
                            ("email_twice", "the same e-mail address stands on another row"),
                            ("person_twice", "another row is about the same person"),
                            (
                                "email_of_several",
                                "several people in the register have this address",
                            ),
                            (
                                "other_number",
                                "the person with this e-mail address has another customer number",
                            ),
                            ("other_name", "the person with this e-mail address has another name"),
                            (
                                "other_code",
                                "another personal identity code stands on the person's card",
                            ),
                            (
                                "organisations",
                                "several organisations have this name: add the Business ID",
                            ),
                            ("erased_on_request", "kept out: erased on request"),
                            ("erased_in_time", "kept out: erased when its time had come"),
                            ("restricted", "kept out: processing is restricted"),
                            (
                                "meanwhile",
                                "somebody else changed this person meanwhile: import the row again",
                            ),
                        ],
                        max_length=30,
                        verbose_name="reason",
                    ),
                ),
                ("other", models.PositiveIntegerField(null=True)),
                ("checked", models.BooleanField(default=False)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faults",
                        to="register.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "fault of a row",
                "verbose_name_plural": "faults of rows",
                "ordering": ["run", "number", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("columns", models.JSONField(default=dict, verbose_name="columns")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="import_mappings",
                        to="register.register",
                        verbose_name="register",
                    ),
                ),
            ],
            options={
                "verbose_name": "meaning of columns",
                "verbose_name_plural": "meanings of columns",
                "ordering": ["register", "name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportOutcome",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="outcome",
                        serialize=False,
                        to="register.importrow",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "outcome",
                    register.models.base.Choice(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("unchanged", "unchanged"),
                            ("suppressed", "kept out"),
                            ("bad", "bad"),
                        ],
                        max_length=30,
                    ),
                ),
                ("matched", models.CharField(max_length=10)),
                ("changed", models.TextField()),
            ],
            options={
                "verbose_name": "outcome of a row",
                "verbose_name_plural": "outcomes of rows",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="importrow",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.import",
            ),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["kept_by", "sha256"], name="import_by_file"),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "abandoned",
                            "checking",
                            "failed",
                            "finished",
                            "reading",
                            "refused",
                            "uploaded",
                            "waiting",
                            "writing",
                        ],
                    )
                ),
                name="import_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "suppressed_occasion__in",
                        [
                            "audit",
                            "authority",
                            "billing",
                            "customer_service",
                            "marketing",
                            "migration",
                            "quality",
                            "request",
                            "retention",
                            "technical",
                        ],
                    ),
                    ("suppressed_occasion", ""),
                    _connector="OR",
                ),
                name="import_suppressed_occasion_known",
            ),
        ),
        migrations.AddIndex(
            model_name="importfault",
            index=models.Index(fields=["run", "number"], name="importfault_by_row"),
        ),
        migrations.AddConstraint(
            model_name="importmapping",
            constraint=models.UniqueConstraint(
                fields=("register", "name"), name="importmapping_name_once"
            ),
        ),
        migrations.AddField(
            model_name="importoutcome",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.import",
            ),
        ),
        migrations.AddField(
            model_name="importoutcome",
            name="subject",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="register.datasubject",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("run", "number"), name="importrow_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="importoutcome",
            index=models.Index(fields=["run", "outcome", "number"], name="importoutcome_by_tab"),
        ),
    ]
