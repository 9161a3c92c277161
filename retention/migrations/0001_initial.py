import django.core.validators
import django.db.models.deletion
import register.models.base
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="A short permanent name for this row in files and links. Not shown to the public; no names of people.",
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a–z, digits and hyphens, such as “billing-address”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Rows are printed in this order.", verbose_name="place"
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="What the notice calls these data, such as “invoicing data”.",
                        max_length=300,
                        verbose_name="data concerned (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="data concerned (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="data concerned (English)",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words. Empty: the rule is put into words for you.",
                        verbose_name="as printed (Finnish)",
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(blank=True, default="", verbose_name="as printed (Swedish)"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, default="", verbose_name="as printed (English)"),
                ),
                (
                    "form",
                    register.models.base.Choice(
                        choices=[
                            ("period", "a period from an event"),
                            ("criterion", "a criterion in words, nothing to carry out"),
                            ("external", "a retention schedule outside the notice"),
                            ("permanent", "permanently, with a reason"),
                        ],
                        default="period",
                        max_length=30,
                        verbose_name="kind of rule",
                    ),
                ),
                (
                    "combinator",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("latest", "the latest"),
                            ("earliest", "the earliest"),
                            ("first_known", "the first that is known"),
                        ],
                        default="",
                        help_text="Which of them decides. Say it: “or” alone leaves it open.",
                        max_length=30,
                        verbose_name="if there are several terms",
                    ),
                ),
                (
                    "on_request",
                    models.BooleanField(
                        default=False,
                        help_text="Never the only end: the burden must not be put on the person.",
                        verbose_name="or at once when the person asks",
                    ),
                ),
                (
                    "condition_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Such as “if the customer is in debt to the controller”.",
                        verbose_name="only when (Finnish)",
                    ),
                ),
                (
                    "condition_sv",
                    models.TextField(blank=True, default="", verbose_name="only when (Swedish)"),
                ),
                (
                    "condition_en",
                    models.TextField(blank=True, default="", verbose_name="only when (English)"),
                ),
                (
                    "minimum_length",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="at least"
                    ),
                ),
                (
                    "minimum_unit",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("minute", "minutes"),
                            ("hour", "hours"),
                            ("day", "days"),
                            ("week", "weeks"),
                            ("month", "months"),
                            ("year", "years"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="unit of the minimum",
                    ),
                ),
                (
                    "cap_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="A day and month of the following calendar year, such as 30 April.",
                        null=True,
                        verbose_name="at the latest on day",
                    ),
                ),
                (
                    "cap_month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="at the latest in month"
                    ),
                ),
                ("statutory", models.BooleanField(default=False, verbose_name="required by law")),
                (
                    "source_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Act, chapter and section, such as Accounting Act ch. 2 s. 10.",
                        max_length=300,
                        verbose_name="source in law (Finnish)",
                    ),
                ),
                (
                    "source_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="source in law (Swedish)",
                    ),
                ),
                (
                    "source_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="source in law (English)",
                    ),
                ),
                (
                    "action",
                    register.models.base.Choice(
                        choices=[
                            ("erase", "erase"),
                            ("anonymise", "anonymise"),
                            ("review", "review by a person"),
                        ],
                        default="erase",
                        max_length=30,
                        verbose_name="what happens then",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="retention_rules",
                        to="register.externaldocument",
                        verbose_name="retention schedule",
                    ),
                ),
                (
                    "purposes",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen: all purposes.",
                        related_name="retention_rules",
                        to="register.purpose",
                        verbose_name="purposes",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_set",
                        to="register.register",
                        verbose_name="register",
                    ),
                ),
                (
                    "subject_groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen: everyone in the register.",
                        related_name="retention_rules",
                        to="register.subjectgroup",
                        verbose_name="groups of data subjects",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        blank=True,
                        help_text="The system that erases by itself; needed for periods under a day.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="retention_rules",
                        to="register.system",
                        verbose_name="system",
                    ),
                ),
            ],
            options={
                "verbose_name": "retention rule",
                "verbose_name_plural": "retention rules",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="retentionrule_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="retentionrule_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="retentionrule_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("form__in", ["criterion", "external", "period", "permanent"])
                        ),
                        name="retentionrule_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("combinator__in", ["earliest", "first_known", "latest"]),
                            ("combinator", ""),
                            _connector="OR",
                        ),
                        name="retentionrule_combinator_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["anonymise", "erase", "review"])),
                        name="retentionrule_action_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "minimum_unit__in",
                                ["day", "hour", "minute", "month", "week", "year"],
                            ),
                            ("minimum_unit", ""),
                            _connector="OR",
                        ),
                        name="retentionrule_minimum_unit_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minimum_length__isnull", True), ("minimum_unit", "")),
                            models.Q(
                                ("minimum_length__gt", 0),
                                ("minimum_length__isnull", False),
                                models.Q(("minimum_unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="retentionrule_minimum_whole",
                        violation_error_message="Give both the length and the unit of the minimum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cap_day__isnull", True), ("cap_month__isnull", True)),
                            models.Q(
                                ("cap_day__isnull", False),
                                ("cap_day__range", (1, 31)),
                                ("cap_month__isnull", False),
                                ("cap_month__range", (1, 12)),
                            ),
                            _connector="OR",
                        ),
                        name="retentionrule_cap_whole",
                        violation_error_message="Give both the day (1–31) and the month (1–12).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("statutory", True), _negated=True),
                            models.Q(("source_fi", ""), _negated=True),
                            models.Q(("source_sv", ""), _negated=True),
                            models.Q(("source_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="retentionrule_statutory_has_source",
                        violation_error_message="Name the act that requires this.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleCategory",
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
                        max_length=30,
                        verbose_name="category",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="retention.retentionrule",
                        verbose_name="retention rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of data",
                "verbose_name_plural": "categories of data",
                "ordering": ["rule", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "category"), name="rule_category_once"),
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
                            )
                        ),
                        name="rulecategory_category_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="A short permanent name for this row in files and links. Not shown to the public; no names of people.",
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a–z, digits and hyphens, such as “billing-address”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Rows are printed in this order.", verbose_name="place"
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
                        help_text="Without a starting event nobody can tell when the period ends.",
                        max_length=30,
                        verbose_name="counted from",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField(default=0, verbose_name="length")),
                (
                    "unit",
                    register.models.base.Choice(
                        choices=[
                            ("minute", "minutes"),
                            ("hour", "hours"),
                            ("day", "days"),
                            ("week", "weeks"),
                            ("month", "months"),
                            ("year", "years"),
                        ],
                        default="year",
                        max_length=30,
                        verbose_name="unit",
                    ),
                ),
                (
                    "rounding",
                    register.models.base.Choice(
                        choices=[
                            ("none", "not rounded"),
                            ("end_of_month", "to the end of the month"),
                            ("end_of_calendar_year", "to the end of the calendar year"),
                            ("end_of_financial_year", "to the end of the financial year"),
                        ],
                        default="none",
                        help_text="Accounting vouchers: six years from the end of the calendar year in which the financial year ended.",
                        max_length=30,
                        verbose_name="start moved forward",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="retention.retentionrule",
                        verbose_name="retention rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "key"), name="term_key_once"),
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
                        name="term_trigger_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["day", "hour", "minute", "month", "week", "year"])
                        ),
                        name="term_unit_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rounding__in",
                                [
                                    "end_of_calendar_year",
                                    "end_of_financial_year",
                                    "end_of_month",
                                    "none",
                                ],
                            )
                        ),
                        name="term_rounding_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("length__gt", 0),
                            models.Q(("trigger", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="term_has_length_or_event",
                        violation_error_message="Give a length, an event or both.",
                    ),
                ],
            },
        ),
    ]
