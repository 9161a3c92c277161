import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import django_countries.fields
import register.identifiers
import register.models.base
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Purpose",
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
                        help_text="Art. 13(1)(c). One purpose a row, in its basic form: “invoicing”.",
                        max_length=300,
                        verbose_name="purpose (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="purpose (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="purpose (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words, printed in place of the purpose, such as an inflected form.",
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
                    "direct_marketing",
                    models.BooleanField(
                        default=False,
                        help_text="The notice must then name the right to object to it (Art. 21(2)).",
                        verbose_name="direct marketing",
                    ),
                ),
                (
                    "added_on",
                    models.DateField(
                        blank=True,
                        help_text="A purpose added after collection calls for new information (Art. 13(3)).",
                        null=True,
                        verbose_name="added on",
                    ),
                ),
            ],
            options={
                "verbose_name": "purpose",
                "verbose_name_plural": "purposes",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="purpose_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="purpose_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of the notice's permanent address: choose once.",
                        max_length=80,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a–z, digits and hyphens, such as “billing-address”.",
                            )
                        ],
                        verbose_name="short name in addresses",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as “Customer register of Esimerkki Oy”.",
                        max_length=200,
                        verbose_name="name of the register (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="name of the register (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="name of the register (English)",
                    ),
                ),
                (
                    "other_name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Another name the notice also uses.",
                        max_length=200,
                        verbose_name="other name in use (Finnish)",
                    ),
                ),
                (
                    "other_name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="other name in use (Swedish)",
                    ),
                ),
                (
                    "other_name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="other name in use (English)",
                    ),
                ),
                (
                    "joint_controllership",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("joint", "joint controllers (Art. 26)"),
                            ("separate", "each a controller of its own customers"),
                        ],
                        default="",
                        help_text="Art. 26: where two or more decide together, the notice tells the essence of their arrangement.",
                        max_length=30,
                        verbose_name="several controllers",
                    ),
                ),
                (
                    "automated",
                    models.BooleanField(
                        default=True,
                        help_text="Data portability (Art. 20) applies to automated processing only.",
                        verbose_name="processed by automated means",
                    ),
                ),
                (
                    "offered_to_children",
                    models.BooleanField(
                        default=False,
                        help_text="Art. 8; in Finland the age limit is 13 (Data Protection Act s. 5).",
                        verbose_name="online service offered to children on consent",
                    ),
                ),
            ],
            options={
                "verbose_name": "register",
                "verbose_name_plural": "registers",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="register_has_slug"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joint_controllership__in", ["joint", "separate"]),
                            ("joint_controllership", ""),
                            _connector="OR",
                        ),
                        name="register_joint_controllership_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
                "swappable": "AUTH_USER_MODEL",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Controller",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Rows are printed in this order.", verbose_name="place"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Printed exactly as you write it, such as 044 123 4567.",
                        max_length=40,
                        verbose_name="phone",
                    ),
                ),
                (
                    "phone_kind",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("direct", "direct number"),
                            ("switchboard", "switchboard"),
                            ("customer_service", "customer service"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="kind of number",
                    ),
                ),
                (
                    "website",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="website"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a–z, digits and hyphens, such as “billing-address”.",
                            ),
                            django.core.validators.MaxLengthValidator(80),
                        ],
                        verbose_name="key",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The name in the Trade Register. Art. 13(1)(a).",
                        max_length=200,
                        verbose_name="registered name",
                    ),
                ),
                (
                    "parallel_name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Only where the Trade Register holds a parallel name.",
                        max_length=200,
                        verbose_name="registered name in another language (Finnish)",
                    ),
                ),
                (
                    "parallel_name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="registered name in another language (Swedish)",
                    ),
                ),
                (
                    "parallel_name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="registered name in another language (English)",
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="What the notice calls the company after the first time.",
                        max_length=100,
                        verbose_name="short name",
                    ),
                ),
                (
                    "legal_form",
                    models.CharField(
                        blank=True, default="", max_length=60, verbose_name="legal form"
                    ),
                ),
                (
                    "business_id",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The Finnish Business ID, such as 1234567-1.",
                        max_length=9,
                        validators=[register.identifiers.validate_business_id],
                        verbose_name="Business ID",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        default="FI",
                        help_text="A controller outside the EU/EEA needs a representative (Art. 27).",
                        max_length=2,
                        verbose_name="country of establishment",
                    ),
                ),
                (
                    "group_name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="name of the group (Finnish)",
                    ),
                ),
                (
                    "group_name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="name of the group (Swedish)",
                    ),
                ),
                (
                    "group_name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="name of the group (English)",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsidiaries",
                        to="register.controller",
                        verbose_name="parent company",
                    ),
                ),
            ],
            options={
                "verbose_name": "controller",
                "verbose_name_plural": "controllers",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="controller_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="controller_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("business_id", ""),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("business_id"), 9
                            ),
                            _connector="OR",
                        ),
                        name="controller_business_id_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="controller_not_own_parent",
                        violation_error_message="A company is not its own parent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone_kind__in", ["customer_service", "direct", "switchboard"]),
                            ("phone_kind", ""),
                            _connector="OR",
                        ),
                        name="controller_phone_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPerson",
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
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Printed exactly as you write it, such as 044 123 4567.",
                        max_length=40,
                        verbose_name="phone",
                    ),
                ),
                (
                    "phone_kind",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("direct", "direct number"),
                            ("switchboard", "switchboard"),
                            ("customer_service", "customer service"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="kind of number",
                    ),
                ),
                (
                    "website",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="website"
                    ),
                ),
                (
                    "role",
                    register.models.base.Choice(
                        choices=[
                            ("register", "matters concerning the register"),
                            ("data_protection_officer", "data protection officer (Art. 37)"),
                            ("representative", "representative in the EU (Art. 27)"),
                            ("topic", "a named topic"),
                        ],
                        default="register",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "topic_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="For a contact by topic, such as invoices.",
                        max_length=200,
                        verbose_name="topic (Finnish)",
                    ),
                ),
                (
                    "topic_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="topic (Swedish)"
                    ),
                ),
                (
                    "topic_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="topic (English)"
                    ),
                ),
                (
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("person", "person"),
                            ("unit", "unit or team"),
                            ("trade_name", "trade name or brand"),
                            ("role", "role or function"),
                        ],
                        default="person",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "label_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Printed before the name. Empty: the usual words for the role.",
                        max_length=200,
                        verbose_name="heading on the notice (Finnish)",
                    ),
                ),
                (
                    "label_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="heading on the notice (Swedish)",
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="heading on the notice (English)",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="name (Finnish)"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="name (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "job_title_fi",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="job title (Finnish)"
                    ),
                ),
                (
                    "job_title_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="job title (Swedish)"
                    ),
                ),
                (
                    "job_title_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="job title (English)"
                    ),
                ),
                (
                    "organisation_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Where it is not the controller itself.",
                        max_length=200,
                        verbose_name="organisation (Finnish)",
                    ),
                ),
                (
                    "organisation_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="organisation (Swedish)",
                    ),
                ),
                (
                    "organisation_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="organisation (English)",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the register has several controllers: whose customers are served.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="register.controller",
                        verbose_name="controller",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a contact for all registers of the controller.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="register.register",
                        verbose_name="register",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact person",
                "verbose_name_plural": "contact persons",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("register__isnull", False),
                            ("controller__isnull", False),
                            _connector="OR",
                        ),
                        name="contact_has_owner",
                        violation_error_message="Choose a register or a controller.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("register__isnull", False)),
                        fields=("register", "key"),
                        name="contact_key_once_in_register",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("register__isnull", True)),
                        fields=("controller", "key"),
                        name="contact_key_once_in_controller",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("email", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_says_who",
                        violation_error_message="Give a name, an e-mail address or a phone number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "topic"), _negated=True),
                            models.Q(("topic_fi", ""), _negated=True),
                            models.Q(("topic_sv", ""), _negated=True),
                            models.Q(("topic_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_by_topic_names_it",
                        violation_error_message="Name the topic.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["data_protection_officer", "register", "representative", "topic"],
                            )
                        ),
                        name="contact_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "role", "trade_name", "unit"])),
                        name="contact_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
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
                    "po_box",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The number only: the notice writes PL, PB or P.O. Box before it.",
                        max_length=10,
                        verbose_name="P.O. box",
                    ),
                ),
                (
                    "street_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="street address (Finnish)",
                    ),
                ),
                (
                    "street_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="street address (Swedish)",
                    ),
                ),
                (
                    "street_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="street address (English)",
                    ),
                ),
                (
                    "extra_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="floor, building or business park (Finnish)",
                    ),
                ),
                (
                    "extra_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="floor, building or business park (Swedish)",
                    ),
                ),
                (
                    "extra_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="floor, building or business park (English)",
                    ),
                ),
                ("postal_code", models.CharField(max_length=12, verbose_name="postal code")),
                (
                    "town_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Another language only where the town has a name in it: Turku, Åbo.",
                        max_length=100,
                        verbose_name="town (Finnish)",
                    ),
                ),
                (
                    "town_sv",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="town (Swedish)"
                    ),
                ),
                (
                    "town_en",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="town (English)"
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True,
                        default="",
                        help_text="Only where it is printed.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="register.contactperson",
                        verbose_name="contact person",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="register.controller",
                        verbose_name="controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact__isnull", False), ("controller__isnull", True)),
                            models.Q(("contact__isnull", True), ("controller__isnull", False)),
                            _connector="OR",
                        ),
                        name="address_has_one_owner",
                    ),
                    models.UniqueConstraint(
                        fields=("controller", "kind"),
                        name="controller_address_kind_once",
                        violation_error_message="There is already an address of this kind.",
                    ),
                    models.UniqueConstraint(
                        fields=("contact", "kind"),
                        name="contact_address_kind_once",
                        violation_error_message="There is already an address of this kind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("street_fi", ""), _negated=True),
                            models.Q(("po_box", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="address_has_street_or_box",
                        violation_error_message="Give a street address or a P.O. box.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("town_fi", ""), _negated=True),
                            models.Q(("postal_code", ""), _negated=True),
                        ),
                        name="address_has_town",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "visiting"), ("po_box__gt", ""), _negated=True),
                        name="address_no_visits_to_a_box",
                        violation_error_message="A P.O. box cannot be visited.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["postal", "visiting"])),
                        name="address_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataItem",
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
                        help_text="Such as “e-mail address”.",
                        max_length=300,
                        verbose_name="data (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="data (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="data (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words, printed in place of the name, and for a group of its items.",
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
                    "modality",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("regular", "regularly"),
                            ("possible", "may happen"),
                            ("on_request", "only on request or by separate agreement"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="how certain",
                    ),
                ),
                (
                    "origin",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("given", "given by the data subject"),
                            ("observed", "observed from the data subject's activity"),
                            ("derived", "derived by the controller"),
                            ("elsewhere", "obtained from elsewhere"),
                        ],
                        default="",
                        help_text="Portability (Art. 20) covers what is given or observed.",
                        max_length=30,
                        verbose_name="origin",
                    ),
                ),
                (
                    "obligation",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("statutory", "required by law"),
                            ("contractual", "required by the contract"),
                            ("contract_condition", "needed for entering into a contract"),
                            ("voluntary", "voluntary"),
                        ],
                        default="",
                        help_text="Art. 13(2)(e): is giving it a statutory or contractual requirement?",
                        max_length=30,
                        verbose_name="must it be given",
                    ),
                ),
                (
                    "special_condition",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("a", "(a) explicit consent"),
                            ("b", "(b) employment and social security"),
                            ("c", "(c) vital interests"),
                            ("d", "(d) activities of a not-for-profit body"),
                            ("e", "(e) manifestly made public by the data subject"),
                            ("f", "(f) legal claims"),
                            ("g", "(g) substantial public interest"),
                            ("h", "(h) health or social care"),
                            ("i", "(i) public health"),
                            ("j", "(j) archiving, research or statistics"),
                            ("dpa6", "Data Protection Act, section 6"),
                        ],
                        default="",
                        help_text="Art. 9(2); allergies and special diets are health data.",
                        max_length=30,
                        verbose_name="condition for special categories",
                    ),
                ),
                (
                    "special_statute_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as Data Protection Act s. 6 or 7, with its paragraph.",
                        max_length=300,
                        verbose_name="statute for special or criminal data (Finnish)",
                    ),
                ),
                (
                    "special_statute_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="statute for special or criminal data (Swedish)",
                    ),
                ),
                (
                    "special_statute_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="statute for special or criminal data (English)",
                    ),
                ),
                (
                    "identity_code_ground",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("consent", "consent of the data subject"),
                            ("law", "laid down by law"),
                            ("statutory_task", "needed for a task laid down by law"),
                            (
                                "rights_and_duties",
                                "rights and duties of the person or the controller",
                            ),
                            ("research", "historical, scientific or statistical purposes"),
                            ("sector", "a sector named in s. 29(2), such as lending or insurance"),
                        ],
                        default="",
                        help_text="Data Protection Act s. 29. Legitimate interest is not a ground.",
                        max_length=30,
                        verbose_name="ground for the personal identity code",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The group this belongs to, such as “contact details”.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="register.dataitem",
                        verbose_name="group",
                    ),
                ),
                (
                    "purposes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="data_items",
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
            ],
            options={
                "verbose_name": "data item",
                "verbose_name_plural": "data items",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="dataitem_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="dataitem_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="dataitem_not_own_group",
                        violation_error_message="A group does not belong to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modality__in", ["on_request", "possible", "regular"]),
                            ("modality", ""),
                            _connector="OR",
                        ),
                        name="dataitem_modality_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["derived", "elsewhere", "given", "observed"]),
                            ("origin", ""),
                            _connector="OR",
                        ),
                        name="dataitem_origin_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "obligation__in",
                                ["contract_condition", "contractual", "statutory", "voluntary"],
                            ),
                            ("obligation", ""),
                            _connector="OR",
                        ),
                        name="dataitem_obligation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "special_condition__in",
                                ["a", "b", "c", "d", "dpa6", "e", "f", "g", "h", "i", "j"],
                            ),
                            ("special_condition", ""),
                            _connector="OR",
                        ),
                        name="dataitem_special_condition_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "identity_code_ground__in",
                                [
                                    "consent",
                                    "law",
                                    "research",
                                    "rights_and_duties",
                                    "sector",
                                    "statutory_task",
                                ],
                            ),
                            ("identity_code_ground", ""),
                            _connector="OR",
                        ),
                        name="dataitem_identity_code_ground_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataItemCategory",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="register.dataitem",
                        verbose_name="data item",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of data",
                "verbose_name_plural": "categories of data",
                "ordering": ["item", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "category"), name="dataitem_category_once"
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
                            )
                        ),
                        name="dataitemcategory_category_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ForeignBusinessId",
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
                    "kind_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as organisationsnummer or VAT number.",
                        max_length=80,
                        verbose_name="what the number is called (Finnish)",
                    ),
                ),
                (
                    "kind_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=80,
                        verbose_name="what the number is called (Swedish)",
                    ),
                ),
                (
                    "kind_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=80,
                        verbose_name="what the number is called (English)",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                ),
                ("value", models.CharField(max_length=40, verbose_name="number")),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="foreign_business_ids",
                        to="register.controller",
                        verbose_name="controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "foreign business ID",
                "verbose_name_plural": "foreign business IDs",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "key"), name="foreignid_key_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True), name="foreignid_has_value"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country", "FI"), _negated=True),
                        name="foreignid_is_foreign",
                        violation_error_message="Write a Finnish number as the Business ID.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("recipient", models.CharField(blank=True, max_length=254, verbose_name="to")),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="subject")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("next_attempt_at", models.DateTimeField(verbose_name="next attempt")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("given_up_at", models.DateTimeField(null=True, verbose_name="given up")),
            ],
            options={
                "verbose_name": "outgoing mail",
                "verbose_name_plural": "outgoing mail",
                "ordering": ["-queued_at", "-pk"],
                "permissions": [
                    ("resend_outgoingmail", "Can try again to send mail that was given up")
                ],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("given_up_at__isnull", True), ("sent_at__isnull", True)
                        ),
                        fields=["next_attempt_at"],
                        name="mail_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            models.Q(("body", ""), ("recipient", ""), ("subject", "")),
                            _connector="OR",
                        ),
                        name="sent_mail_is_forgotten",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            ("given_up_at__isnull", True),
                            _connector="OR",
                        ),
                        name="mail_sent_or_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("processor", "processor"),
                            ("controller", "another controller"),
                            ("group_company", "company of the same group"),
                            ("partner", "business partner"),
                            ("authority", "authority"),
                            ("internal", "the controller's own staff"),
                            ("public", "the public (publication)"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Art. 13(1)(e). A company's name, or a category such as “delivery firms”.",
                        max_length=300,
                        verbose_name="name or category (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="name or category (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="name or category (English)",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words for the whole recipient.",
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
                    "named",
                    models.BooleanField(
                        default=False,
                        help_text="Chosen: the name above is a company's or authority's own name.",
                        verbose_name="named recipient",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, default="", max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "modality",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("regular", "regularly"),
                            ("possible", "may happen"),
                            ("on_request", "only on request or by separate agreement"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="how certain",
                    ),
                ),
                (
                    "description_fi",
                    models.TextField(
                        blank=True, default="", verbose_name="what it does with the data (Finnish)"
                    ),
                ),
                (
                    "description_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="what it does with the data (Swedish)"
                    ),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, default="", verbose_name="what it does with the data (English)"
                    ),
                ),
                (
                    "ground_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The statute or agreement behind the disclosure.",
                        max_length=300,
                        verbose_name="ground (Finnish)",
                    ),
                ),
                (
                    "ground_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="ground (Swedish)"
                    ),
                ),
                (
                    "ground_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="ground (English)"
                    ),
                ),
                (
                    "contract_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Art. 28(3): the agreement with a processor. For the record only.",
                        max_length=300,
                        verbose_name="processing agreement (Finnish)",
                    ),
                ),
                (
                    "contract_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="processing agreement (Swedish)",
                    ),
                ),
                (
                    "contract_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="processing agreement (English)",
                    ),
                ),
                (
                    "format_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as “as a technical recording”.",
                        max_length=200,
                        verbose_name="form of disclosure (Finnish)",
                    ),
                ),
                (
                    "format_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="form of disclosure (Swedish)",
                    ),
                ),
                (
                    "format_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="form of disclosure (English)",
                    ),
                ),
                (
                    "may_redisclose",
                    models.BooleanField(
                        default=False, verbose_name="may use or disclose the data further"
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the recipient is itself a controller in this system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_recipient",
                        to="register.controller",
                        verbose_name="group company",
                    ),
                ),
                (
                    "purposes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recipients",
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
            ],
            options={
                "verbose_name": "recipient",
                "verbose_name_plural": "recipients",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="recipient_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="recipient_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recipient_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "authority",
                                    "controller",
                                    "group_company",
                                    "internal",
                                    "partner",
                                    "processor",
                                    "public",
                                ],
                            )
                        ),
                        name="recipient_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modality__in", ["on_request", "possible", "regular"]),
                            ("modality", ""),
                            _connector="OR",
                        ),
                        name="recipient_modality_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="purpose",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)s_set",
                to="register.register",
                verbose_name="register",
            ),
        ),
        migrations.CreateModel(
            name="ProcessingForOthers",
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
                        max_length=200,
                        verbose_name="controller served (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="controller served (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="controller served (English)",
                    ),
                ),
                (
                    "contact_fi",
                    models.TextField(
                        blank=True, default="", verbose_name="its contact details (Finnish)"
                    ),
                ),
                (
                    "contact_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="its contact details (Swedish)"
                    ),
                ),
                (
                    "contact_en",
                    models.TextField(
                        blank=True, default="", verbose_name="its contact details (English)"
                    ),
                ),
                (
                    "processing_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 30(2)(b): what is done for it.",
                        verbose_name="categories of processing (Finnish)",
                    ),
                ),
                (
                    "processing_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="categories of processing (Swedish)"
                    ),
                ),
                (
                    "processing_en",
                    models.TextField(
                        blank=True, default="", verbose_name="categories of processing (English)"
                    ),
                ),
                (
                    "transfers_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 30(2)(c).",
                        verbose_name="transfers outside the EU/EEA (Finnish)",
                    ),
                ),
                (
                    "transfers_sv",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="transfers outside the EU/EEA (Swedish)",
                    ),
                ),
                (
                    "transfers_en",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="transfers outside the EU/EEA (English)",
                    ),
                ),
                (
                    "security_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 30(2)(d).",
                        verbose_name="security measures (Finnish)",
                    ),
                ),
                (
                    "security_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="security measures (Swedish)"
                    ),
                ),
                (
                    "security_en",
                    models.TextField(
                        blank=True, default="", verbose_name="security measures (English)"
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
                "verbose_name": "processing for another controller",
                "verbose_name_plural": "processing for other controllers",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="processingforothers_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="processingforothers_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="processingforothers_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalDocument",
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
                        blank=True, default="", max_length=300, verbose_name="document (Finnish)"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="document (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="document (English)"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        default="",
                        help_text="A reader must be able to open what the notice refers to.",
                        max_length=500,
                        verbose_name="web address",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(blank=True, default="", verbose_name="as printed (Finnish)"),
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
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="externaldocument_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="externaldocument_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="externaldocument_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Definition",
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
                    "term_fi",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="word (Finnish)"
                    ),
                ),
                (
                    "term_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="word (Swedish)"
                    ),
                ),
                (
                    "term_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="word (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="A whole sentence.",
                        verbose_name="meaning (Finnish)",
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(blank=True, default="", verbose_name="meaning (Swedish)"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, default="", verbose_name="meaning (English)"),
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
                "verbose_name": "definition",
                "verbose_name_plural": "definitions",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="definition_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="definition_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="definition_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionSituation",
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
                        help_text="Such as “when a customer orders a service”.",
                        max_length=300,
                        verbose_name="situation (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="situation (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="situation (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words, printed in place of it.",
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
                "verbose_name": "situation of collection",
                "verbose_name_plural": "situations of collection",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="collectionsituation_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="collectionsituation_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="collectionsituation_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AutomatedProcessing",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("decision", "automated decision-making"),
                            ("profiling", "profiling"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    register.models.base.Choice(
                        choices=[
                            ("none", "no, and the notice says so"),
                            ("possible", "may happen"),
                            ("exists", "yes"),
                        ],
                        max_length=30,
                        verbose_name="is it done",
                    ),
                ),
                (
                    "purpose_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Such as “forming target groups”.",
                        verbose_name="what for (Finnish)",
                    ),
                ),
                (
                    "purpose_sv",
                    models.TextField(blank=True, default="", verbose_name="what for (Swedish)"),
                ),
                (
                    "purpose_en",
                    models.TextField(blank=True, default="", verbose_name="what for (English)"),
                ),
                (
                    "logic_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 13(2)(f): how the decision is reached.",
                        verbose_name="the logic involved (Finnish)",
                    ),
                ),
                (
                    "logic_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="the logic involved (Swedish)"
                    ),
                ),
                (
                    "logic_en",
                    models.TextField(
                        blank=True, default="", verbose_name="the logic involved (English)"
                    ),
                ),
                (
                    "consequences_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 13(2)(f): what it means for the person.",
                        verbose_name="significance and consequences (Finnish)",
                    ),
                ),
                (
                    "consequences_sv",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="significance and consequences (Swedish)",
                    ),
                ),
                (
                    "consequences_en",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="significance and consequences (English)",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words for the whole statement.",
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
                    "purposes",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen: the whole register.",
                        related_name="automated_processing",
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
            ],
            options={
                "verbose_name": "automated decision or profiling",
                "verbose_name_plural": "automated decisions and profiling",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="automatedprocessing_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="automatedprocessing_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["decision", "profiling"])),
                        name="automatedprocessing_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["exists", "none", "possible"])),
                        name="automatedprocessing_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterController",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Rows are printed in this order.", verbose_name="place"
                    ),
                ),
                (
                    "responsibility_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 26(1): the division of duties between joint controllers.",
                        verbose_name="what this controller answers for (Finnish)",
                    ),
                ),
                (
                    "responsibility_sv",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="what this controller answers for (Swedish)",
                    ),
                ),
                (
                    "responsibility_en",
                    models.TextField(
                        blank=True,
                        default="",
                        verbose_name="what this controller answers for (English)",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="register.controller",
                        verbose_name="controller",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="register.register",
                        verbose_name="register",
                    ),
                ),
            ],
            options={
                "verbose_name": "controller of the register",
                "verbose_name_plural": "controllers of the register",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "controller"),
                        name="register_controller_once",
                        violation_error_message="This controller is already on the register.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="register",
            name="controllers",
            field=models.ManyToManyField(
                related_name="registers",
                through="register.RegisterController",
                to="register.controller",
                verbose_name="controllers",
            ),
        ),
        migrations.CreateModel(
            name="RequestChannel",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("email", "e-mail"),
                            ("form", "web form"),
                            ("phone", "phone"),
                            ("post", "post"),
                            ("in_person", "in person"),
                            ("contact", "the contact person of the register"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The e-mail address, web address, phone number or postal address.",
                        max_length=300,
                        verbose_name="address or number",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words for this channel.",
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
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request_channels",
                        to="register.contactperson",
                        verbose_name="contact person",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where each controller has a channel of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request_channels",
                        to="register.controller",
                        verbose_name="controller",
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
                "verbose_name": "channel for requests",
                "verbose_name_plural": "channels for requests",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="requestchannel_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="requestchannel_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["contact", "email", "form", "in_person", "phone", "post"])
                        ),
                        name="requestchannel_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value", ""), _negated=True),
                            ("contact__isnull", False),
                            ("kind", "contact"),
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="requestchannel_leads_somewhere",
                        violation_error_message="Give an address, a contact person or your own words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job", models.CharField(max_length=60, verbose_name="job")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("enqueued_at", models.DateTimeField(verbose_name="queued")),
                ("task_id", models.UUIDField(null=True, verbose_name="task")),
            ],
            options={
                "verbose_name": "scheduled run",
                "verbose_name_plural": "scheduled runs",
                "ordering": ["-due_at", "job"],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(fields=("job", "due_at"), name="job_due_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SecurityMeasure",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("organisational", "organisational"),
                            ("electronic", "electronic material"),
                            ("manual", "manual (paper) material"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 32. A general description is enough.",
                        verbose_name="measure (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.TextField(blank=True, default="", verbose_name="measure (Swedish)"),
                ),
                (
                    "name_en",
                    models.TextField(blank=True, default="", verbose_name="measure (English)"),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words, printed in place of it.",
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
                "verbose_name": "security measure",
                "verbose_name_plural": "security measures",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="securitymeasure_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="securitymeasure_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="securitymeasure_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["electronic", "manual", "organisational"])
                        ),
                        name="securitymeasure_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("data_subject", "the data subject"),
                            ("organisation", "the organisation the data subject represents"),
                            ("own_activity", "arises in the controller's own activity"),
                            ("cookies", "cookies and similar identifiers"),
                            ("public_register", "a public register or other public source"),
                            ("authority", "an authority"),
                            ("third_party", "another third party"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Art. 14(2)(f). Such as “Trade Register”.",
                        max_length=300,
                        verbose_name="source (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="source (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="source (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words for the whole source.",
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
                    "obtains_fi",
                    models.TextField(
                        blank=True, default="", verbose_name="what is obtained (Finnish)"
                    ),
                ),
                (
                    "obtains_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="what is obtained (Swedish)"
                    ),
                ),
                (
                    "obtains_en",
                    models.TextField(
                        blank=True, default="", verbose_name="what is obtained (English)"
                    ),
                ),
                (
                    "ground_fi",
                    models.TextField(
                        blank=True, default="", verbose_name="why, on what ground (Finnish)"
                    ),
                ),
                (
                    "ground_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="why, on what ground (Swedish)"
                    ),
                ),
                (
                    "ground_en",
                    models.TextField(
                        blank=True, default="", verbose_name="why, on what ground (English)"
                    ),
                ),
                (
                    "purpose_fi",
                    models.TextField(
                        blank=True, default="", verbose_name="what it is used for (Finnish)"
                    ),
                ),
                (
                    "purpose_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="what it is used for (Swedish)"
                    ),
                ),
                (
                    "purpose_en",
                    models.TextField(
                        blank=True, default="", verbose_name="what it is used for (English)"
                    ),
                ),
                (
                    "public",
                    register.models.base.Choice(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no")],
                        default="",
                        help_text="Art. 14(2)(f): the notice tells whether the source is public.",
                        max_length=30,
                        verbose_name="publicly accessible",
                    ),
                ),
                ("regular", models.BooleanField(default=True, verbose_name="regular source")),
                (
                    "modality",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("regular", "regularly"),
                            ("possible", "may happen"),
                            ("on_request", "only on request or by separate agreement"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="how certain",
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
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="source_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="source_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "authority",
                                    "cookies",
                                    "data_subject",
                                    "organisation",
                                    "own_activity",
                                    "public_register",
                                    "third_party",
                                ],
                            )
                        ),
                        name="source_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public__in", ["no", "yes"]), ("public", ""), _connector="OR"
                        ),
                        name="source_public_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modality__in", ["on_request", "possible", "regular"]),
                            ("modality", ""),
                            _connector="OR",
                        ),
                        name="source_modality_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceChannel",
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
                        blank=True, default="", max_length=300, verbose_name="channel (Finnish)"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="channel (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="channel (English)"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="register.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "channel",
                "verbose_name_plural": "channels",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "key"), name="sourcechannel_key_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sourcechannel_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            (
                                "no_recipients",
                                "data are not disclosed (explicit “none”, Art. 13(1)(e))",
                            ),
                            ("disclosure", "disclosures in general words, no recipient named"),
                            (
                                "obligation",
                                "obligation to provide data and consequences (Art. 13(2)(e))",
                            ),
                            ("joint_arrangement", "essence of the joint arrangement (Art. 26(2))"),
                            ("further_processing", "processing for another purpose (Art. 13(3))"),
                            ("information_time", "when information is given (Art. 14(3))"),
                            ("information_exception", "information not given (Art. 14(5))"),
                            ("children", "children and guardians (Art. 8)"),
                            ("languages", "language versions (Art. 12(1))"),
                            ("data_quality", "accuracy of the data (Art. 5(1)(d))"),
                            ("data_use", "how the data are used"),
                            ("storage", "where the data are kept"),
                            ("requests", "how requests are handled (Art. 12)"),
                            ("identity", "how identity is confirmed (Art. 12(6))"),
                            ("changes", "changes to the notice"),
                            ("cookies", "cookies"),
                            ("other", "other statement"),
                        ],
                        max_length=30,
                        verbose_name="about",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(blank=True, default="", verbose_name="statement (Finnish)"),
                ),
                (
                    "text_sv",
                    models.TextField(blank=True, default="", verbose_name="statement (Swedish)"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, default="", verbose_name="statement (English)"),
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
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="statement_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="statement_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "changes",
                                    "children",
                                    "cookies",
                                    "data_quality",
                                    "data_use",
                                    "disclosure",
                                    "further_processing",
                                    "identity",
                                    "information_exception",
                                    "information_time",
                                    "joint_arrangement",
                                    "languages",
                                    "no_recipients",
                                    "obligation",
                                    "other",
                                    "requests",
                                    "storage",
                                ],
                            )
                        ),
                        name="statement_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatuteReference",
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
                        max_length=80,
                        unique=True,
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
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="name of the act (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="name of the act (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="name of the act (English)",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as 1050/2018.",
                        max_length=20,
                        verbose_name="number",
                    ),
                ),
                (
                    "status",
                    register.models.base.Choice(
                        choices=[("in_force", "in force"), ("repealed", "repealed")],
                        default="in_force",
                        max_length=30,
                        verbose_name="status",
                    ),
                ),
                (
                    "repealed_on",
                    models.DateField(blank=True, null=True, verbose_name="repealed on"),
                ),
                (
                    "outdated_wordings",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line, as a notice may still print it. A star stands for any ending: “henkilötietolai*”.",
                        verbose_name="outdated wordings",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        help_text="When these details were last compared with the source.",
                        verbose_name="checked on",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="register.statutereference",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "verbose_name": "act",
                "verbose_name_plural": "acts",
                "ordering": ["key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name_fi", ""), _negated=True),
                        name="statute_has_name",
                        violation_error_message="Write the name in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "repealed"), ("repealed_on__isnull", True), _connector="OR"
                        ),
                        name="statute_in_force_is_not_repealed",
                        violation_error_message="An act in force has no day of repeal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["in_force", "repealed"])),
                        name="statute_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectGroup",
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
                        default="other",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as “contact persons of customer companies”.",
                        max_length=300,
                        verbose_name="who they are (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="who they are (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="who they are (English)",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words, printed in place of the name.",
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
                    "customer_relationship",
                    models.BooleanField(
                        default=True,
                        help_text="People without one, such as technical contacts named by a customer, must be informed under Art. 14.",
                        verbose_name="in a customer relationship",
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
                "verbose_name": "group of data subjects",
                "verbose_name_plural": "groups of data subjects",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="subjectgroup_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="subjectgroup_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="subjectgroup_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
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
                        name="subjectgroup_kind_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="source",
            name="subject_groups",
            field=models.ManyToManyField(
                blank=True,
                help_text="None chosen: everyone in the register.",
                related_name="sources",
                to="register.subjectgroup",
                verbose_name="groups of data subjects",
            ),
        ),
        migrations.CreateModel(
            name="LegalBasis",
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
                    "basis",
                    register.models.base.Choice(
                        choices=[
                            ("a", "(a) consent of the data subject"),
                            ("b", "(b) performance of a contract"),
                            ("c", "(c) legal obligation"),
                            ("d", "(d) vital interests"),
                            ("e", "(e) public interest or official authority"),
                            ("f", "(f) legitimate interests"),
                        ],
                        max_length=1,
                        verbose_name="basis",
                    ),
                ),
                (
                    "interest_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 13(1)(d): for (f), “legitimate interest” alone is not enough.",
                        verbose_name="the interest in words (Finnish)",
                    ),
                ),
                (
                    "interest_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="the interest in words (Swedish)"
                    ),
                ),
                (
                    "interest_en",
                    models.TextField(
                        blank=True, default="", verbose_name="the interest in words (English)"
                    ),
                ),
                (
                    "statute_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Art. 6(3): for (c) and (e), the act that lays down the duty or task.",
                        max_length=300,
                        verbose_name="statute (Finnish)",
                    ),
                ),
                (
                    "statute_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="statute (Swedish)"
                    ),
                ),
                (
                    "statute_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="statute (English)"
                    ),
                ),
                (
                    "party",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("data_subject", "the data subject"),
                            ("organisation", "the organisation the data subject represents"),
                            ("either", "the data subject or the organisation represented"),
                        ],
                        default="",
                        help_text="Consent must be the person's own (Art. 4(11)); under (b) the person must be a party.",
                        max_length=30,
                        verbose_name="given or agreed by",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words for this basis.",
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
                ("started_on", models.DateField(blank=True, null=True, verbose_name="in use from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="in use until")),
                (
                    "end_reason_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Kept on record; not printed on the notice.",
                        verbose_name="why it ended (Finnish)",
                    ),
                ),
                (
                    "end_reason_sv",
                    models.TextField(blank=True, default="", verbose_name="why it ended (Swedish)"),
                ),
                (
                    "end_reason_en",
                    models.TextField(blank=True, default="", verbose_name="why it ended (English)"),
                ),
                (
                    "purposes",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen: all purposes of the register.",
                        related_name="legal_bases",
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
                        related_name="legal_bases",
                        to="register.subjectgroup",
                        verbose_name="groups of data subjects",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal basis",
                "verbose_name_plural": "legal bases",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="legalbasis_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="legalbasis_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["a", "b", "c", "d", "e", "f"])),
                        name="legalbasis_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("party__in", ["data_subject", "either", "organisation"]),
                            ("party", ""),
                            _connector="OR",
                        ),
                        name="legalbasis_party_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="legalbasis_days_in_order",
                        violation_error_message="It cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(("end_reason_fi", ""), _negated=True),
                            models.Q(("end_reason_sv", ""), _negated=True),
                            models.Q(("end_reason_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="legalbasis_end_has_reason",
                        violation_error_message="Tell why the basis ended.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="dataitem",
            name="subject_groups",
            field=models.ManyToManyField(
                blank=True,
                related_name="data_items",
                to="register.subjectgroup",
                verbose_name="groups of data subjects",
            ),
        ),
        migrations.CreateModel(
            name="SupervisoryAuthority",
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
                        max_length=80,
                        unique=True,
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
                    "name_fi",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="name (Finnish)"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="name (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "visiting_address_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="visiting address (Finnish)",
                    ),
                ),
                (
                    "visiting_address_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="visiting address (Swedish)",
                    ),
                ),
                (
                    "visiting_address_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="visiting address (English)",
                    ),
                ),
                (
                    "postal_address_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="postal address (Finnish)",
                    ),
                ),
                (
                    "postal_address_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="postal address (Swedish)",
                    ),
                ),
                (
                    "postal_address_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="postal address (English)",
                    ),
                ),
                (
                    "phone_fi",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="phone (Finnish)"
                    ),
                ),
                (
                    "phone_sv",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="phone (Swedish)"
                    ),
                ),
                (
                    "phone_en",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="phone (English)"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "website_fi",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="website (Finnish)"
                    ),
                ),
                (
                    "website_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="website (Swedish)"
                    ),
                ),
                (
                    "website_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="website (English)"
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        help_text="When these details were last compared with the source.",
                        verbose_name="checked on",
                    ),
                ),
            ],
            options={
                "verbose_name": "supervisory authority",
                "verbose_name_plural": "supervisory authorities",
                "ordering": ["key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name_fi", ""), _negated=True),
                        name="authority_has_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Right",
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
                    "right",
                    register.models.base.Choice(
                        choices=[
                            ("information", "right to be informed (Art. 12–14)"),
                            ("access", "right of access (Art. 15)"),
                            ("rectification", "right to rectification (Art. 16)"),
                            ("erasure", "right to erasure (Art. 17)"),
                            ("restriction", "right to restriction (Art. 18)"),
                            ("portability", "right to data portability (Art. 20)"),
                            ("objection", "right to object (Art. 21(1))"),
                            ("marketing_ban", "right to object to direct marketing (Art. 21(2))"),
                            ("consent_withdrawal", "right to withdraw consent (Art. 7(3))"),
                            ("human_review", "review of an automated decision (Art. 22(3))"),
                            ("complaint", "right to lodge a complaint (Art. 77)"),
                            ("other", "other rights"),
                        ],
                        max_length=30,
                        verbose_name="right",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Empty: the usual name, such as “Right of access”.",
                        max_length=200,
                        verbose_name="what the notice calls it (Finnish)",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="what the notice calls it (Swedish)",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="what the notice calls it (English)",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words. Empty: a plain sentence that says what the right means.",
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
                    "limits_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="When the right does not apply, such as Art. 17(3).",
                        verbose_name="limits (Finnish)",
                    ),
                ),
                (
                    "limits_sv",
                    models.TextField(blank=True, default="", verbose_name="limits (Swedish)"),
                ),
                (
                    "limits_en",
                    models.TextField(blank=True, default="", verbose_name="limits (English)"),
                ),
                (
                    "procedure_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 12(2): must be easy.",
                        verbose_name="how to use it (Finnish)",
                    ),
                ),
                (
                    "procedure_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="how to use it (Swedish)"
                    ),
                ),
                (
                    "procedure_en",
                    models.TextField(
                        blank=True, default="", verbose_name="how to use it (English)"
                    ),
                ),
                (
                    "form",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("free", "in any form"),
                            ("electronic", "electronically"),
                            ("written", "in writing"),
                            ("signed", "in writing and signed"),
                            ("in_person", "in person"),
                        ],
                        default="",
                        help_text="Do not demand more than is needed: no signed paper, no visit (Art. 12(2)).",
                        max_length=30,
                        verbose_name="form of request",
                    ),
                ),
                (
                    "answer_time_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 12(3): within one month at the latest.",
                        verbose_name="when an answer comes (Finnish)",
                    ),
                ),
                (
                    "answer_time_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="when an answer comes (Swedish)"
                    ),
                ),
                (
                    "answer_time_en",
                    models.TextField(
                        blank=True, default="", verbose_name="when an answer comes (English)"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where another document tells how the right is used.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rights",
                        to="register.externaldocument",
                        verbose_name="document",
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
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        help_text="For the right to complain: whose contact details are printed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights",
                        to="register.supervisoryauthority",
                        verbose_name="supervisory authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "right",
                "verbose_name_plural": "rights",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="right_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="right_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "right__in",
                                [
                                    "access",
                                    "complaint",
                                    "consent_withdrawal",
                                    "erasure",
                                    "human_review",
                                    "information",
                                    "marketing_ban",
                                    "objection",
                                    "other",
                                    "portability",
                                    "rectification",
                                    "restriction",
                                ],
                            )
                        ),
                        name="right_right_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("form__in", ["electronic", "free", "in_person", "signed", "written"]),
                            ("form", ""),
                            _connector="OR",
                        ),
                        name="right_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("right", "other"), _negated=True),
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="right_other_has_words",
                        violation_error_message="Write the other right in your own words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="System",
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
                    "kind",
                    register.models.base.Choice(
                        choices=[
                            ("software", "software or service"),
                            ("paper", "paper archive"),
                            ("other", "other"),
                        ],
                        default="software",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_fi",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="system (Finnish)"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="system (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="system (English)"
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, default="", max_length=2, verbose_name="where the data are kept"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(blank=True, default="", verbose_name="as printed (Finnish)"),
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
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_set",
                        to="register.register",
                        verbose_name="register",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        help_text="The processor that keeps the system, if it is not your own.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="systems",
                        to="register.recipient",
                        verbose_name="supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "system",
                "verbose_name_plural": "systems",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="system_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="system_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_fi", ""), _negated=True),
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="system_says_something",
                        violation_error_message="Write this in at least one language, first in Finnish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["other", "paper", "software"])),
                        name="system_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TradeName",
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
                        blank=True, default="", max_length=200, verbose_name="trade name (Finnish)"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="trade name (Swedish)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="trade name (English)"
                    ),
                ),
                (
                    "explanation_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One sentence, such as “Kuvaamo is a trade name of Esimerkki Oy.”",
                        verbose_name="relation to the controller (Finnish)",
                    ),
                ),
                (
                    "explanation_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="relation to the controller (Swedish)"
                    ),
                ),
                (
                    "explanation_en",
                    models.TextField(
                        blank=True, default="", verbose_name="relation to the controller (English)"
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trade_names",
                        to="register.controller",
                        verbose_name="controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "trade name",
                "verbose_name_plural": "trade names",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "key"), name="tradename_key_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_fi", ""), _negated=True),
                        name="tradename_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
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
                    "state",
                    register.models.base.Choice(
                        choices=[
                            ("none", "no, and the notice says so"),
                            ("possible", "may happen"),
                            ("exists", "yes"),
                        ],
                        help_text="Art. 13(1)(f). Say also when nothing is transferred: silence is ambiguous.",
                        max_length=30,
                        verbose_name="is data transferred",
                    ),
                ),
                (
                    "adequacy",
                    register.models.base.Choice(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no")],
                        default="",
                        help_text="Whether the Commission has found the country's protection adequate.",
                        max_length=30,
                        verbose_name="adequacy decision",
                    ),
                ),
                (
                    "mechanism",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("adequacy", "adequacy decision (Art. 45)"),
                            ("standard_clauses", "standard contractual clauses (Art. 46(2)(c))"),
                            ("binding_rules", "binding corporate rules (Art. 47)"),
                            ("other_safeguard", "another safeguard (Art. 46)"),
                            ("explicit_consent", "explicit consent (Art. 49(1)(a))"),
                            ("contract", "necessary for a contract (Art. 49(1)(b)–(c))"),
                            ("other_derogation", "another derogation (Art. 49(1))"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="safeguard",
                    ),
                ),
                (
                    "copy_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Art. 13(1)(f): of the safeguards relied on.",
                        verbose_name="where to get a copy (Finnish)",
                    ),
                ),
                (
                    "copy_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="where to get a copy (Swedish)"
                    ),
                ),
                (
                    "copy_en",
                    models.TextField(
                        blank=True, default="", verbose_name="where to get a copy (English)"
                    ),
                ),
                (
                    "example_fi",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="for example (Finnish)"
                    ),
                ),
                (
                    "example_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="for example (Swedish)"
                    ),
                ),
                (
                    "example_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="for example (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Your own words for the whole statement.",
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
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transfers",
                        to="register.recipient",
                        verbose_name="recipient",
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
                "verbose_name": "transfer outside the EU/EEA",
                "verbose_name_plural": "transfers outside the EU/EEA",
                "ordering": ["register", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "key"),
                        name="transfer_key_once",
                        violation_error_message="Another row of this register has the same key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="transfer_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["exists", "none", "possible"])),
                        name="transfer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adequacy__in", ["no", "yes"]), ("adequacy", ""), _connector="OR"
                        ),
                        name="transfer_adequacy_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "mechanism__in",
                                [
                                    "adequacy",
                                    "binding_rules",
                                    "contract",
                                    "explicit_consent",
                                    "other_derogation",
                                    "other_safeguard",
                                    "standard_clauses",
                                ],
                            ),
                            ("mechanism", ""),
                            _connector="OR",
                        ),
                        name="transfer_mechanism_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "none"), _negated=True),
                            models.Q(("adequacy", ""), ("mechanism", ""), ("recipient", None)),
                            _connector="OR",
                        ),
                        name="transfer_none_is_bare",
                        violation_error_message="Where nothing is transferred there is no recipient, decision or safeguard.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferCountry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="countries",
                        to="register.transfer",
                        verbose_name="transfer",
                    ),
                ),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ["transfer", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("transfer", "country"), name="transfer_country_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="purpose",
            constraint=models.UniqueConstraint(
                fields=("register", "key"),
                name="purpose_key_once",
                violation_error_message="Another row of this register has the same key.",
            ),
        ),
    ]
