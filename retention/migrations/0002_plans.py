import django.db.models.deletion
import register.models.base
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0006_merging"),
        ("register", "__first__"),
        ("retention", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("uuid", models.UUIDField(null=True, verbose_name="person")),
                (
                    "part",
                    register.models.base.Choice(
                        choices=[
                            ("person", "the whole person"),
                            ("category", "one category of a person's data"),
                            ("row", "one row, such as an invoice"),
                        ],
                        max_length=30,
                        verbose_name="what",
                    ),
                ),
                (
                    "category",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("name", "name"),
                            ("role", "role or job title"),
                            ("organisation", "organisation"),
                            ("customer_number", "customer number"),
                            ("email", "e-mail address"),
                            ("phone", "phone number"),
                            ("postal_address", "postal address"),
                            ("web_profile", "website or social media profile"),
                            ("online_identifier", "online identifier, such as an IP address"),
                            ("user_id", "user name"),
                            ("identity_code", "personal identity code"),
                            ("business_id", "Business ID"),
                            ("language", "language"),
                            ("relationship", "customer relationship"),
                            ("order", "orders"),
                            ("invoice", "invoices"),
                            ("payment", "payments"),
                            ("debt", "debts and collection"),
                            ("interaction", "contacts with customer service"),
                            ("consent", "consents"),
                            ("marketing_ban", "direct-marketing bans"),
                            ("credit_info", "credit information"),
                            ("special", "special categories of data (Art. 9)"),
                            ("criminal", "criminal convictions and offences (Art. 10)"),
                            ("technical_log", "technical log data"),
                            ("other", "other data"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="data",
                    ),
                ),
                ("model", models.CharField(blank=True, default="", max_length=60)),
                ("row_key", models.CharField(blank=True, default="", max_length=64)),
                (
                    "outcome",
                    register.models.base.Choice(
                        choices=[
                            ("erase", "erase"),
                            ("anonymise", "anonymise"),
                            ("keep", "keep"),
                            ("look", "needs a look"),
                        ],
                        max_length=30,
                        verbose_name="outcome",
                    ),
                ),
                ("rule", models.CharField(max_length=170, verbose_name="rule")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
            ],
            options={
                "verbose_name": "entry of the ledger of erasures",
                "verbose_name_plural": "ledger of erasures",
                "ordering": ["pk"],
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["uuid"], name="ledger_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["category", "person", "row"])),
                        name="ledger_part_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "business_id",
                                    "consent",
                                    "credit_info",
                                    "criminal",
                                    "customer_number",
                                    "debt",
                                    "email",
                                    "identity_code",
                                    "interaction",
                                    "invoice",
                                    "language",
                                    "marketing_ban",
                                    "name",
                                    "online_identifier",
                                    "order",
                                    "organisation",
                                    "other",
                                    "payment",
                                    "phone",
                                    "postal_address",
                                    "relationship",
                                    "role",
                                    "special",
                                    "technical_log",
                                    "user_id",
                                    "web_profile",
                                ],
                            ),
                            ("category", ""),
                            _connector="OR",
                        ),
                        name="ledger_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["anonymise", "erase", "keep", "look"])),
                        name="ledger_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="for the day")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("complete", models.BooleanField(default=False)),
                ("counts", models.JSONField(default=dict, verbose_name="figures")),
                ("rules_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_plans",
                        to="register.register",
                        verbose_name="register",
                    ),
                ),
            ],
            options={
                "verbose_name": "retention plan",
                "verbose_name_plural": "retention plans",
                "ordering": ["-pk"],
                "permissions": [
                    ("approve_plan", "Can approve retention plans"),
                    ("run_plan", "Can run approved retention plans"),
                ],
                "default_permissions": ("add", "view"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("complete", False),
                            models.Q(("digest", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_complete_has_digest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "way",
                    register.models.base.Choice(
                        choices=[
                            ("second_person", "by another person than the one who made the plan"),
                            (
                                "sole_officer",
                                "by one person who signed in again and typed the count",
                            ),
                            ("policy", "by policy: the plan is smaller than the size set for it"),
                        ],
                        max_length=30,
                        verbose_name="how",
                    ),
                ),
                ("approved_at", models.DateTimeField(verbose_name="approved")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="retention.plan",
                        verbose_name="retention plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval of a plan",
                "verbose_name_plural": "approvals of plans",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way__in", ["policy", "second_person", "sole_officer"])
                        ),
                        name="approval_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by__isnull", True), ("way", "policy")),
                            models.Q(
                                models.Q(("way", "policy"), _negated=True),
                                ("approved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approval_by_somebody_or_policy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    register.models.base.Choice(
                        choices=[
                            ("person", "the whole person"),
                            ("category", "one category of a person's data"),
                            ("row", "one row, such as an invoice"),
                        ],
                        max_length=30,
                        verbose_name="what",
                    ),
                ),
                ("uuid", models.UUIDField(null=True, verbose_name="person")),
                ("subject", models.BigIntegerField(null=True)),
                (
                    "category",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("name", "name"),
                            ("role", "role or job title"),
                            ("organisation", "organisation"),
                            ("customer_number", "customer number"),
                            ("email", "e-mail address"),
                            ("phone", "phone number"),
                            ("postal_address", "postal address"),
                            ("web_profile", "website or social media profile"),
                            ("online_identifier", "online identifier, such as an IP address"),
                            ("user_id", "user name"),
                            ("identity_code", "personal identity code"),
                            ("business_id", "Business ID"),
                            ("language", "language"),
                            ("relationship", "customer relationship"),
                            ("order", "orders"),
                            ("invoice", "invoices"),
                            ("payment", "payments"),
                            ("debt", "debts and collection"),
                            ("interaction", "contacts with customer service"),
                            ("consent", "consents"),
                            ("marketing_ban", "direct-marketing bans"),
                            ("credit_info", "credit information"),
                            ("special", "special categories of data (Art. 9)"),
                            ("criminal", "criminal convictions and offences (Art. 10)"),
                            ("technical_log", "technical log data"),
                            ("other", "other data"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="data",
                    ),
                ),
                ("model", models.CharField(blank=True, default="", max_length=60)),
                ("row", models.BigIntegerField(null=True)),
                (
                    "outcome",
                    register.models.base.Choice(
                        choices=[
                            ("erase", "erase"),
                            ("anonymise", "anonymise"),
                            ("keep", "keep"),
                            ("look", "needs a look"),
                        ],
                        max_length=30,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "trigger",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("customer_relationship_end", "end of the customer relationship"),
                            ("contract_end", "end of the contract"),
                            ("last_service_contact", "last contact with customer service"),
                            ("last_contact", "last contact"),
                            ("last_order", "last order"),
                            ("last_login", "last sign-in"),
                            ("account_deletion", "deletion of the account"),
                            ("collected", "collection of the data"),
                            ("created", "creation of the record"),
                            ("event", "the event the data concern"),
                            ("security_event", "security event"),
                            ("recruitment_end", "end of the recruitment"),
                            ("purchase", "purchase"),
                            ("invoice_date", "date of the invoice"),
                            ("due_date", "due date of the debt"),
                            ("debt_paid", "payment of the debt"),
                            ("financial_year_end", "end of the financial year"),
                            (
                                "financial_statements_adopted",
                                "adoption of the financial statements",
                            ),
                            ("consent_withdrawn", "withdrawal of consent"),
                            ("marketing_ban", "direct-marketing ban"),
                            ("request_closed", "closing of the request"),
                            ("membership_end", "end of the membership"),
                            ("death", "death"),
                            ("birth", "birth"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="counted from",
                    ),
                ),
                ("event_on", models.DateField(null=True, verbose_name="event")),
                ("due_on", models.DateField(null=True, verbose_name="due since")),
                (
                    "kept",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("longer_rule", "a longer duty covers it"),
                            ("hold", "a hold is in force"),
                            ("restriction", "the processing is restricted (Art. 18)"),
                            ("unknown_event", "the day it is counted from is not known"),
                            ("no_rule", "no rule covers it"),
                            ("not_a_period", "the rule is in words and cannot be carried out"),
                            ("condition", "the rule has a condition that a person must judge"),
                            ("review", "the rule asks for a review by a person"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="why kept",
                    ),
                ),
                ("kept_until", models.DateField(null=True, verbose_name="kept until")),
                ("done_at", models.DateTimeField(null=True, verbose_name="done")),
                (
                    "skipped",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("held", "a hold was placed after the plan"),
                            ("restricted", "the processing was restricted after the plan"),
                            ("revived", "the relationship or the data are in use again"),
                            ("gone", "already gone"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="left alone",
                    ),
                ),
                (
                    "kept_by_rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="retention.retentionrule",
                        verbose_name="longer rule",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="retention.plan",
                        verbose_name="retention plan",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="retention.retentionrule",
                        verbose_name="retention rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a plan",
                "verbose_name_plural": "items of a plan",
                "ordering": ["pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["plan", "outcome", "id"], name="planitem_by_outcome"),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True), ("skipped", "")),
                        fields=["plan", "id"],
                        name="planitem_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["category", "person", "row"])),
                        name="planitem_part_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "business_id",
                                    "consent",
                                    "credit_info",
                                    "criminal",
                                    "customer_number",
                                    "debt",
                                    "email",
                                    "identity_code",
                                    "interaction",
                                    "invoice",
                                    "language",
                                    "marketing_ban",
                                    "name",
                                    "online_identifier",
                                    "order",
                                    "organisation",
                                    "other",
                                    "payment",
                                    "phone",
                                    "postal_address",
                                    "relationship",
                                    "role",
                                    "special",
                                    "technical_log",
                                    "user_id",
                                    "web_profile",
                                ],
                            ),
                            ("category", ""),
                            _connector="OR",
                        ),
                        name="planitem_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["anonymise", "erase", "keep", "look"])),
                        name="planitem_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "trigger__in",
                                [
                                    "account_deletion",
                                    "birth",
                                    "collected",
                                    "consent_withdrawn",
                                    "contract_end",
                                    "created",
                                    "customer_relationship_end",
                                    "death",
                                    "debt_paid",
                                    "due_date",
                                    "event",
                                    "financial_statements_adopted",
                                    "financial_year_end",
                                    "invoice_date",
                                    "last_contact",
                                    "last_login",
                                    "last_order",
                                    "last_service_contact",
                                    "marketing_ban",
                                    "membership_end",
                                    "purchase",
                                    "recruitment_end",
                                    "request_closed",
                                    "security_event",
                                ],
                            ),
                            ("trigger", ""),
                            _connector="OR",
                        ),
                        name="planitem_trigger_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kept__in",
                                [
                                    "condition",
                                    "hold",
                                    "longer_rule",
                                    "no_rule",
                                    "not_a_period",
                                    "restriction",
                                    "review",
                                    "unknown_event",
                                ],
                            ),
                            ("kept", ""),
                            _connector="OR",
                        ),
                        name="planitem_kept_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("skipped__in", ["gone", "held", "restricted", "revived"]),
                            ("skipped", ""),
                            _connector="OR",
                        ),
                        name="planitem_skipped_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__in", ["erase", "anonymise"]), ("rule__isnull", False)
                            ),
                            models.Q(
                                ("outcome__in", ["keep", "look"]),
                                models.Q(("kept", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="planitem_has_its_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True), ("skipped", ""), _connector="OR"
                        ),
                        name="planitem_done_or_skipped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("outcome__in", ["erase", "anonymise"]),
                            _connector="OR",
                        ),
                        name="planitem_kept_is_never_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("beat_at", models.DateTimeField(verbose_name="last sign of life")),
                ("stop_asked_at", models.DateTimeField(null=True, verbose_name="asked to stop")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("skipped", models.PositiveIntegerField(default=0, verbose_name="left alone")),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="run",
                        to="retention.plan",
                        verbose_name="retention plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "retention run",
                "verbose_name_plural": "retention runs",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="FinancialYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="ends")),
                (
                    "adopted_on",
                    models.DateField(
                        blank=True,
                        help_text="The day the financial statements were adopted.",
                        null=True,
                        verbose_name="statements adopted",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="financial_years",
                        to="register.controller",
                        verbose_name="controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "financial year",
                "verbose_name_plural": "financial years",
                "ordering": ["controller", "-ends_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "ends_on"),
                        name="financialyear_once",
                        violation_error_message="This financial year is already recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("adopted_on__isnull", True),
                            ("adopted_on__gte", models.F("ends_on")),
                            _connector="OR",
                        ),
                        name="financialyear_ends_first",
                        violation_error_message="Statements are adopted after the year has ended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("name", "name"),
                            ("role", "role or job title"),
                            ("organisation", "organisation"),
                            ("customer_number", "customer number"),
                            ("email", "e-mail address"),
                            ("phone", "phone number"),
                            ("postal_address", "postal address"),
                            ("web_profile", "website or social media profile"),
                            ("online_identifier", "online identifier, such as an IP address"),
                            ("user_id", "user name"),
                            ("identity_code", "personal identity code"),
                            ("business_id", "Business ID"),
                            ("language", "language"),
                            ("relationship", "customer relationship"),
                            ("order", "orders"),
                            ("invoice", "invoices"),
                            ("payment", "payments"),
                            ("debt", "debts and collection"),
                            ("interaction", "contacts with customer service"),
                            ("consent", "consents"),
                            ("marketing_ban", "direct-marketing bans"),
                            ("credit_info", "credit information"),
                            ("special", "special categories of data (Art. 9)"),
                            ("criminal", "criminal convictions and offences (Art. 10)"),
                            ("technical_log", "technical log data"),
                            ("other", "other data"),
                        ],
                        default="",
                        help_text="Empty: everything held on the person.",
                        max_length=30,
                        verbose_name="data",
                    ),
                ),
                (
                    "reason",
                    register.models.base.Choice(
                        choices=[
                            ("legal_claim", "a legal claim is made or expected"),
                            ("debt", "a debt is being collected"),
                            ("dispute", "a dispute about a delivery or an invoice"),
                            ("authority", "an authority has asked for the data"),
                            ("other", "another reason"),
                        ],
                        max_length=30,
                        verbose_name="reason",
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="The person has the right to read this. Art. 15.",
                        verbose_name="explanation",
                    ),
                ),
                ("placed_on", models.DateField(verbose_name="held from")),
                ("review_on", models.DateField(verbose_name="to be reviewed")),
                (
                    "lifted_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="lifted"),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="placed by",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "hold",
                "verbose_name_plural": "holds",
                "ordering": ["review_on", "pk"],
                "default_permissions": ("add", "change", "view"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_on__isnull", True)),
                        fields=["review_on"],
                        name="hold_to_review",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "business_id",
                                    "consent",
                                    "credit_info",
                                    "criminal",
                                    "customer_number",
                                    "debt",
                                    "email",
                                    "identity_code",
                                    "interaction",
                                    "invoice",
                                    "language",
                                    "marketing_ban",
                                    "name",
                                    "online_identifier",
                                    "order",
                                    "organisation",
                                    "other",
                                    "payment",
                                    "phone",
                                    "postal_address",
                                    "relationship",
                                    "role",
                                    "special",
                                    "technical_log",
                                    "user_id",
                                    "web_profile",
                                ],
                            ),
                            ("category", ""),
                            _connector="OR",
                        ),
                        name="hold_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["authority", "debt", "dispute", "legal_claim", "other"])
                        ),
                        name="hold_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("placed_on__isnull", True),
                            ("review_on__isnull", True),
                            ("review_on__gte", models.F("placed_on")),
                            _connector="OR",
                        ),
                        name="hold_reviewed_after",
                        violation_error_message="The review comes after the hold begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_by__isnull", True), ("lifted_on__isnull", True)),
                            models.Q(("lifted_by__isnull", False), ("lifted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_lifted_by_somebody",
                    ),
                ],
            },
        ),
    ]
