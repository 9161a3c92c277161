import django.core.validators
import django.db.models.deletion
import django_countries.fields
import register.identifiers
import register.models.base
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("person_customer", "private customers"),
                            ("contact_person", "contact persons of customer organisations"),
                            ("prospect", "potential customers"),
                            ("user", "users of a service"),
                            ("technical_contact", "technical contacts"),
                            ("other", "others"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "family_name",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="family name"
                    ),
                ),
                (
                    "given_names",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="given names"
                    ),
                ),
                (
                    "sort_name",
                    models.CharField(blank=True, default="", editable=False, max_length=310),
                ),
                (
                    "customer_number",
                    models.CharField(
                        blank=True, default="", max_length=60, verbose_name="customer number"
                    ),
                ),
                (
                    "user_id",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="user name"
                    ),
                ),
                (
                    "language",
                    register.models.base.Choice(
                        blank=True,
                        choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
                        default="",
                        help_text="The language in which the person is answered.",
                        max_length=30,
                        verbose_name="language",
                    ),
                ),
                (
                    "job_title",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="job title"
                    ),
                ),
                ("identity_code", models.TextField(blank=True, default="", editable=False)),
                (
                    "identity_code_hash",
                    models.CharField(blank=True, default="", editable=False, max_length=64),
                ),
                (
                    "relationship",
                    register.models.base.Choice(
                        choices=[
                            ("prospect", "prospect"),
                            ("customer", "customer"),
                            ("former", "former customer"),
                            ("none", "no customer relationship"),
                        ],
                        default="customer",
                        max_length=30,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "relationship_started_on",
                    models.DateField(blank=True, null=True, verbose_name="relationship began"),
                ),
                (
                    "relationship_ended_on",
                    models.DateField(blank=True, null=True, verbose_name="relationship ended"),
                ),
                (
                    "contract_ends_on",
                    models.DateField(blank=True, null=True, verbose_name="contract ends"),
                ),
                (
                    "collected_on",
                    models.DateField(
                        blank=True,
                        help_text="The day the first data were obtained.",
                        null=True,
                        verbose_name="data collected",
                    ),
                ),
                (
                    "informed_on",
                    models.DateField(
                        blank=True,
                        help_text="When the person was told of the processing. Art. 13, 14(3).",
                        null=True,
                        verbose_name="informed",
                    ),
                ),
                (
                    "address_protected",
                    models.BooleanField(
                        default=False,
                        help_text="The address is hidden from everybody who need not know it (turvakielto).",
                        verbose_name="security ban on the address",
                    ),
                ),
                (
                    "address_protected_until",
                    models.DateField(blank=True, null=True, verbose_name="ban ends"),
                ),
                (
                    "restricted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="restricted since"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="register.registercontroller",
                        verbose_name="register and controller",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="register.datasubject",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the data came from, if not from the person. Art. 15(1)(g).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["sort_name", "pk"],
                "permissions": [
                    ("see_every_controllers_people", "Can see the people of every controller"),
                    ("see_restricted_people", "Can see people whose processing is restricted"),
                    ("see_protected_address", "Can see addresses under a security ban"),
                    ("unmask_identity_code", "Can read personal identity codes"),
                    ("change_identity_code", "Can record personal identity codes"),
                    ("import_people", "Can import people"),
                    ("import_suppressed_people", "Can import people whose data were erased"),
                    ("export_people", "Can export lists of people"),
                    ("merge_people", "Can merge duplicates"),
                ],
                "default_permissions": ("add", "change", "view"),
                "indexes": [
                    models.Index(fields=["kept_by", "sort_name", "id"], name="person_by_name"),
                    models.Index(fields=["sort_name", "id"], name="person_by_name_everywhere"),
                    models.Index(
                        condition=models.Q(("identity_code_hash", ""), _negated=True),
                        fields=["identity_code_hash"],
                        name="person_by_identity_code",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "contact_person",
                                    "other",
                                    "person_customer",
                                    "prospect",
                                    "technical_contact",
                                    "user",
                                ],
                            )
                        ),
                        name="person_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__in", ["en", "fi", "sv"]), ("language", ""), _connector="OR"
                        ),
                        name="person_language_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relationship__in", ["customer", "former", "none", "prospect"])
                        ),
                        name="person_relationship_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("customer_number", ""), _negated=True),
                        fields=("kept_by", "customer_number"),
                        name="person_customer_number_once",
                        violation_error_message="Another person has this customer number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relationship_started_on__isnull", True),
                            ("relationship_ended_on__isnull", True),
                            ("relationship_ended_on__gte", models.F("relationship_started_on")),
                            _connector="OR",
                        ),
                        name="person_relationship_begins_first",
                        violation_error_message="The relationship cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relationship_ended_on__isnull", True),
                            ("relationship__in", ["former", "none"]),
                            _connector="OR",
                        ),
                        name="person_ended_is_former",
                        violation_error_message="A relationship that has ended makes a former customer: correct one of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("identity_code", ""), ("identity_code_hash", "")),
                            models.Q(
                                models.Q(("identity_code", ""), _negated=True),
                                models.Q(("identity_code_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="person_identity_code_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address_protected", True),
                            ("address_protected_until__isnull", True),
                            _connector="OR",
                        ),
                        name="person_ban_has_no_end_alone",
                        violation_error_message="There is no ban whose end this could be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="person_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="controllers",
            field=models.ManyToManyField(
                blank=True,
                help_text="Customer service and request handlers see the people of these controllers.",
                related_name="staff",
                to="register.controller",
                verbose_name="controllers served",
            ),
        ),
        migrations.CreateModel(
            name="ConsentText",
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
                    "text_fi",
                    models.TextField(
                        blank=True, default="", verbose_name="text of the consent (Finnish)"
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="text of the consent (Swedish)"
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True, default="", verbose_name="text of the consent (English)"
                    ),
                ),
                ("used_from", models.DateField(blank=True, null=True, verbose_name="in use from")),
                (
                    "used_until",
                    models.DateField(blank=True, null=True, verbose_name="in use until"),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_texts",
                        to="register.purpose",
                        verbose_name="purpose",
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
            ],
            options={
                "verbose_name": "text of a consent",
                "verbose_name_plural": "texts of consents",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="consenttext_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="consenttext_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consenttext_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_from__isnull", True),
                            ("used_until__isnull", True),
                            ("used_until__gte", models.F("used_from")),
                            _connector="OR",
                        ),
                        name="consenttext_begins_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name": "search words of a person",
                "verbose_name_plural": "search words of people",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("given_at", models.DateTimeField(verbose_name="given")),
                (
                    "given_by",
                    register.models.base.Choice(
                        choices=[
                            ("data_subject", "the data subject"),
                            ("guardian", "guardian or trustee"),
                            ("representative", "another representative"),
                            ("preference_list", "a public preference list"),
                        ],
                        default="data_subject",
                        max_length=30,
                        verbose_name="given by",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="register.consenttext",
                        verbose_name="text of the consent",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["subject", "-given_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["app", "email", "phone", "post", "sms", "social_media"],
                            ),
                            ("channel", ""),
                            _connector="OR",
                        ),
                        name="consent_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope__in", ["group", "own", "partners", "research"]),
                            ("scope", ""),
                            _connector="OR",
                        ),
                        name="consent_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "given_by__in",
                                ["data_subject", "guardian", "preference_list", "representative"],
                            )
                        ),
                        name="consent_given_by_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", ""), ("scope", "")),
                            models.Q(
                                models.Q(("channel", ""), _negated=True),
                                models.Q(("scope", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="consent_channel_with_scope",
                        violation_error_message="A consent to marketing names channel and scope.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", True),
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_given_first",
                        violation_error_message="A consent cannot be withdrawn before it is given.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("subject", "text", "channel", "scope"),
                        name="consent_in_force_once",
                        violation_error_message="This consent is already in force.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attribute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.TextField(verbose_name="value")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="register.dataitem",
                        verbose_name="data item",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributes",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "further datum",
                "verbose_name_plural": "further data",
                "ordering": ["subject", "item", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True), name="attribute_has_value"
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "item"),
                        name="attribute_item_once",
                        violation_error_message="This is already recorded: change it there.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                        verbose_name="data",
                    ),
                ),
                ("disclosed_on", models.DateField(verbose_name="disclosed")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="register.recipient",
                        verbose_name="recipient",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "disclosure",
                "verbose_name_plural": "disclosures",
                "ordering": ["subject", "-disclosed_on", "-pk"],
                "indexes": [
                    models.Index(fields=["recipient", "category"], name="disclosure_by_recipient")
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
                            )
                        ),
                        name="disclosure_category_known",
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "recipient", "category", "disclosed_on"),
                        name="disclosure_once",
                        violation_error_message="This disclosure is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "channel",
                    register.models.base.Choice(
                        choices=[
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("chat", "chat or message"),
                            ("letter", "letter"),
                            ("visit", "visit"),
                            ("online_service", "online service"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="channel",
                    ),
                ),
                (
                    "direction",
                    register.models.base.Choice(
                        choices=[("incoming", "from the person"), ("outgoing", "to the person")],
                        default="incoming",
                        max_length=30,
                        verbose_name="direction",
                    ),
                ),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("service", "customer service"),
                            ("complaint", "complaint"),
                            ("sales", "sales"),
                            ("marketing", "marketing"),
                            ("other", "other"),
                        ],
                        default="service",
                        max_length=30,
                        verbose_name="about",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Only what is needed. The person has the right to read this. Art. 15.",
                        verbose_name="what was said",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interactions",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["subject", "-at", "-id"], name="interaction_by_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "chat",
                                    "email",
                                    "letter",
                                    "online_service",
                                    "other",
                                    "phone",
                                    "visit",
                                ],
                            )
                        ),
                        name="interaction_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["incoming", "outgoing"])),
                        name="interaction_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["complaint", "marketing", "other", "sales", "service"])
                        ),
                        name="interaction_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="number")),
                ("first", models.BigIntegerField(verbose_name="first entry")),
                ("last", models.BigIntegerField(verbose_name="last entry")),
                ("entries", models.PositiveIntegerField(verbose_name="entries")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed")),
                ("previous_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("pruned_at", models.DateTimeField(null=True, verbose_name="pruned")),
            ],
            options={
                "verbose_name": "sealed block of the journal",
                "verbose_name_plural": "sealed blocks of the journal",
                "ordering": ["number"],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="journalblock_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "act",
                    register.models.base.Choice(
                        choices=[
                            ("viewed", "viewed"),
                            ("searched_by_code", "searched by identity code"),
                            ("unmasked", "identity code read"),
                            ("exported", "exported"),
                            ("imported", "imported"),
                            ("created", "created"),
                            ("changed", "changed"),
                            ("banned", "direct-marketing ban recorded"),
                            ("ban_lifted", "direct-marketing ban lifted"),
                            ("consent_given", "consent recorded"),
                            ("consent_withdrawn", "consent withdrawn"),
                            ("code_recorded", "identity code recorded"),
                            ("code_removed", "identity code removed"),
                            ("disclosed", "disclosed"),
                            ("merged", "merged"),
                            ("merge_undone", "merge undone"),
                            ("restricted", "restricted"),
                            ("restriction_lifted", "restriction lifted"),
                            ("anonymised", "anonymised"),
                            ("erased", "erased"),
                            ("moved", "request moved"),
                            ("published", "published"),
                        ],
                        max_length=30,
                        verbose_name="act",
                    ),
                ),
                (
                    "actor_kind",
                    register.models.base.Choice(
                        choices=[
                            ("user", "member of staff"),
                            ("subject", "the data subject"),
                            ("command", "command line"),
                            ("job", "background job"),
                        ],
                        max_length=30,
                        verbose_name="who",
                    ),
                ),
                ("actor", models.BigIntegerField(null=True, verbose_name="number of the account")),
                (
                    "occasion",
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
                    "reference",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="reference"
                    ),
                ),
                ("about", models.CharField(max_length=60, verbose_name="about what")),
                ("uuid", models.UUIDField(null=True, verbose_name="about whom")),
                ("row", models.BigIntegerField(null=True, verbose_name="number of the row")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how many")),
                ("detail", models.JSONField(default=dict, verbose_name="details")),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["uuid", "-id"], name="journal_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    "anonymised",
                                    "ban_lifted",
                                    "banned",
                                    "changed",
                                    "code_recorded",
                                    "code_removed",
                                    "consent_given",
                                    "consent_withdrawn",
                                    "created",
                                    "disclosed",
                                    "erased",
                                    "exported",
                                    "imported",
                                    "merge_undone",
                                    "merged",
                                    "moved",
                                    "published",
                                    "restricted",
                                    "restriction_lifted",
                                    "searched_by_code",
                                    "unmasked",
                                    "viewed",
                                ],
                            )
                        ),
                        name="journal_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor_kind__in", ["command", "job", "subject", "user"])
                        ),
                        name="journal_actor_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "occasion__in",
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
                            ("occasion", ""),
                            _connector="OR",
                        ),
                        name="journal_occasion_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor__isnull", False), ("actor_kind", "user")),
                            models.Q(
                                models.Q(("actor_kind", "user"), _negated=True),
                                ("actor__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="journal_user_has_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("last_login", "last sign-in"),
                            ("account_deletion", "deletion of the account"),
                            ("membership_end", "end of the membership"),
                            ("recruitment_end", "end of the recruitment"),
                            ("security_event", "security event"),
                            ("birth", "birth"),
                            ("death", "death"),
                        ],
                        max_length=30,
                        verbose_name="what happened",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="day")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_dates",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "significant day",
                "verbose_name_plural": "significant days",
                "ordering": ["subject", "kind"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "account_deletion",
                                    "birth",
                                    "death",
                                    "last_login",
                                    "membership_end",
                                    "recruitment_end",
                                    "security_event",
                                ],
                            )
                        ),
                        name="keydate_kind_known",
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "kind"),
                        name="keydate_kind_once",
                        violation_error_message="This day is already recorded: change it there.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarketingBan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    register.models.base.Choice(
                        choices=[
                            ("post", "post"),
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("sms", "text message"),
                            ("app", "messages in an application"),
                            ("social_media", "targeting in social media"),
                        ],
                        max_length=30,
                        verbose_name="channel",
                    ),
                ),
                (
                    "scope",
                    register.models.base.Choice(
                        choices=[
                            ("own", "own marketing"),
                            ("group", "marketing of the group"),
                            ("partners", "disclosure to partners for marketing"),
                            ("research", "opinion and market research"),
                        ],
                        max_length=30,
                        verbose_name="scope",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given")),
                (
                    "given_by",
                    register.models.base.Choice(
                        choices=[
                            ("data_subject", "the data subject"),
                            ("guardian", "guardian or trustee"),
                            ("representative", "another representative"),
                            ("preference_list", "a public preference list"),
                        ],
                        default="data_subject",
                        max_length=30,
                        verbose_name="given by",
                    ),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marketing_bans",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "direct-marketing ban",
                "verbose_name_plural": "direct-marketing bans",
                "ordering": ["subject", "-given_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["app", "email", "phone", "post", "sms", "social_media"],
                            )
                        ),
                        name="marketingban_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["group", "own", "partners", "research"])),
                        name="marketingban_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "given_by__in",
                                ["data_subject", "guardian", "preference_list", "representative"],
                            )
                        ),
                        name="marketingban_given_by_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", True),
                            ("lifted_at__isnull", True),
                            ("lifted_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="marketingban_given_first",
                        violation_error_message="A ban cannot be lifted before it is given.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("subject", "channel", "scope"),
                        name="marketingban_in_force_once",
                        violation_error_message="This ban is already in force.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "business_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=9,
                        validators=[register.identifiers.validate_business_id],
                        verbose_name="Business ID",
                    ),
                ),
                (
                    "foreign_id",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="foreign business ID"
                    ),
                ),
                (
                    "sort_name",
                    models.CharField(blank=True, default="", editable=False, max_length=200),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="register.registercontroller",
                        verbose_name="register and controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["sort_name", "pk"],
                "indexes": [
                    models.Index(
                        fields=["kept_by", "sort_name", "id"], name="organisation_by_name"
                    ),
                    models.Index(
                        condition=models.Q(("business_id", ""), _negated=True),
                        fields=["business_id"],
                        name="organisation_by_number",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="organisation_has_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("business_id", ""), _negated=True),
                        fields=("kept_by", "business_id"),
                        name="organisation_number_once",
                        violation_error_message="Another organisation has this Business ID.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="order number")),
                ("ordered_on", models.DateField(verbose_name="ordered")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="delivered")),
                (
                    "content",
                    models.TextField(blank=True, default="", verbose_name="what was ordered"),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="total"
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="register.registercontroller",
                        verbose_name="register and controller",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="register.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
                "ordering": ["-ordered_on", "-pk"],
                "indexes": [
                    models.Index(fields=["subject", "-ordered_on", "-id"], name="order_by_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="order_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ordered_on__isnull", True),
                            ("delivered_on__isnull", True),
                            ("delivered_on__gte", models.F("ordered_on")),
                            _connector="OR",
                        ),
                        name="order_before_delivery",
                    ),
                    models.UniqueConstraint(
                        fields=("kept_by", "number"),
                        name="order_number_once",
                        violation_error_message="There is already an order with this number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="invoice number")),
                ("issued_on", models.DateField(verbose_name="dated")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid")),
                (
                    "financial_year_end",
                    models.DateField(
                        blank=True,
                        help_text="The last day of the financial year this voucher belongs to.",
                        null=True,
                        verbose_name="financial year ends",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="total"
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "buyer_name",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="buyer as printed"
                    ),
                ),
                (
                    "buyer_address",
                    models.TextField(blank=True, default="", verbose_name="address as printed"),
                ),
                (
                    "buyer_reference",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="buyer's reference"
                    ),
                ),
                (
                    "normalised",
                    models.CharField(blank=True, default="", editable=False, max_length=320),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="register.registercontroller",
                        verbose_name="register and controller",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="register.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
                "ordering": ["-issued_on", "-pk"],
                "indexes": [
                    models.Index(fields=["subject", "-issued_on", "-id"], name="invoice_by_person"),
                    models.Index(fields=["kept_by", "financial_year_end"], name="invoice_by_year"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="invoice_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("financial_year_end__isnull", True),
                            ("financial_year_end__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="invoice_before_year_end",
                        violation_error_message="The financial year ends before the invoice is dated.",
                    ),
                    models.UniqueConstraint(
                        fields=("kept_by", "number"),
                        name="invoice_number_once",
                        violation_error_message="There is already an invoice with this number.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="datasubject",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="register.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("email", "e-mail address"),
                            ("phone", "phone number"),
                            ("web", "website"),
                            ("social", "social media profile"),
                            ("ip_address", "IP address"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=254, verbose_name="as written")),
                ("normalised", models.CharField(editable=False, max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to="register.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact point",
                "verbose_name_plural": "contact points",
                "ordering": ["kind", "pk"],
                "indexes": [models.Index(fields=["normalised"], name="contact_point_by_spelling")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["email", "ip_address", "phone", "social", "web"])
                        ),
                        name="contactpoint_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("subject__isnull", True)),
                            models.Q(("organisation__isnull", True), ("subject__isnull", False)),
                            _connector="OR",
                        ),
                        name="contactpoint_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value", ""), _negated=True),
                            models.Q(("normalised", ""), _negated=True),
                        ),
                        name="contactpoint_has_value",
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "kind", "normalised"),
                        name="person_contactpoint_once",
                        violation_error_message="This is already on the person's card.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "kind", "normalised"),
                        name="organisation_contactpoint_once",
                        violation_error_message="This is already on the organisation's card.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[("postal", "postal address"), ("visiting", "visiting address")],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "care_of",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="c/o"),
                ),
                (
                    "street",
                    models.CharField(
                        help_text="Such as “Kuvittelukatu 1 B 21” or “PL 180”.",
                        max_length=200,
                        verbose_name="street address or P.O. box",
                    ),
                ),
                ("postal_code", models.CharField(max_length=12, verbose_name="postal code")),
                ("town", models.CharField(max_length=100, verbose_name="town")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True,
                        default="",
                        help_text="Empty means Finland.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "normalised",
                    models.CharField(blank=True, default="", editable=False, max_length=320),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="register.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["postal", "visiting"])),
                        name="subjectaddress_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("subject__isnull", True)),
                            models.Q(("organisation__isnull", True), ("subject__isnull", False)),
                            _connector="OR",
                        ),
                        name="subjectaddress_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("street", ""), _negated=True),
                            models.Q(("postal_code", ""), _negated=True),
                            models.Q(("town", ""), _negated=True),
                        ),
                        name="subjectaddress_is_whole",
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "kind"),
                        name="person_address_kind_once",
                        violation_error_message="There is already an address of this kind.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "kind"),
                        name="organisation_address_kind_once",
                        violation_error_message="There is already an address of this kind.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    register.models.base.Choice(
                        choices=[
                            ("decision_maker", "decision maker"),
                            ("administration", "administration"),
                            ("billing", "billing"),
                            ("technical", "technical contact"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="register.datasubject",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "role in the organisation",
                "verbose_name_plural": "roles in the organisation",
                "ordering": ["subject", "role"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["administration", "billing", "decision_maker", "technical"],
                            )
                        ),
                        name="subjectrole_role_known",
                    ),
                    models.UniqueConstraint(fields=("subject", "role"), name="subjectrole_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuppressedIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("email", "e-mail address"),
                            ("phone", "phone number"),
                            ("postal_address", "name and postal address"),
                            ("customer_number", "customer number"),
                            ("identity_code", "personal identity code"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("hash", models.CharField(max_length=64)),
                (
                    "reason",
                    register.models.base.Choice(
                        choices=[
                            ("marketing_ban", "direct-marketing ban"),
                            ("erasure_request", "erased on request"),
                            ("retention", "erased when the retention period ended"),
                        ],
                        max_length=30,
                        verbose_name="why",
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
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(null=True, verbose_name="until")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suppressed_identifiers",
                        to="register.registercontroller",
                        verbose_name="register and controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "suppressed identifier",
                "verbose_name_plural": "suppression list",
                "ordering": ["kept_by", "pk"],
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["hash", "kept_by"], name="suppressed_by_hash")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "customer_number",
                                    "email",
                                    "identity_code",
                                    "phone",
                                    "postal_address",
                                ],
                            )
                        ),
                        name="suppressed_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["erasure_request", "marketing_ban", "retention"])
                        ),
                        name="suppressed_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["app", "email", "phone", "post", "sms", "social_media"],
                            ),
                            ("channel", ""),
                            _connector="OR",
                        ),
                        name="suppressed_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope__in", ["group", "own", "partners", "research"]),
                            ("scope", ""),
                            _connector="OR",
                        ),
                        name="suppressed_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason", "marketing_ban"),
                                models.Q(("channel", ""), _negated=True),
                                models.Q(("scope", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("reason", "marketing_ban"), _negated=True),
                                ("channel", ""),
                                ("scope", ""),
                            ),
                            _connector="OR",
                        ),
                        name="suppressed_ban_names_channel",
                    ),
                    models.UniqueConstraint(
                        fields=("kept_by", "kind", "hash", "reason", "channel", "scope"),
                        name="suppressed_once",
                    ),
                ],
            },
        ),
    ]
