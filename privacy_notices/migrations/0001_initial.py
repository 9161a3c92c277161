import django.core.validators
import django.db.models.deletion
import register.models.base
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Block",
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
                    "heading_fi",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="sub-heading (Finnish)"
                    ),
                ),
                (
                    "heading_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="sub-heading (Swedish)"
                    ),
                ),
                (
                    "heading_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="sub-heading (English)"
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Printed first. An empty line starts a new paragraph, “- ” a list item. {number:key} and {heading:key} refer to another section, {date:drawn_up} and {date:updated} to the dates.",
                        verbose_name="own text (Finnish)",
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(blank=True, default="", verbose_name="own text (Swedish)"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, default="", verbose_name="own text (English)"),
                ),
                (
                    "facts",
                    register.models.base.Choice(
                        blank=True,
                        choices=[
                            ("controllers", "controllers"),
                            ("contacts", "contact persons"),
                            (
                                "controllers_with_contacts",
                                "controllers, each with its contact persons",
                            ),
                            ("data_protection_officer", "data protection officer"),
                            ("representative", "representative in the EU"),
                            ("joint_controllers", "joint controllers"),
                            ("register_name", "name of the register"),
                            ("definitions", "definitions"),
                            ("data_subjects", "groups of data subjects"),
                            ("purposes", "purposes"),
                            ("legal_bases", "legal bases"),
                            ("legitimate_interests", "legitimate interests"),
                            ("automated_decisions", "automated decisions"),
                            ("profiling", "profiling"),
                            ("data_items", "data items"),
                            ("special_data", "special categories and identity code"),
                            ("obligation", "obligation to provide data"),
                            ("collection", "situations of collection"),
                            ("sources", "sources"),
                            ("other_sources", "data obtained from elsewhere"),
                            ("recipients", "recipients"),
                            ("processors", "processors"),
                            ("transfers", "transfers outside the EU/EEA"),
                            ("retention", "retention periods"),
                            ("security", "security measures"),
                            ("security_organisational", "organisational measures"),
                            ("security_electronic", "measures for electronic material"),
                            ("security_manual", "measures for manual material"),
                            ("systems", "systems"),
                            ("rights", "rights of the data subject"),
                            ("inspection", "rights of access and rectification"),
                            ("other_rights", "other rights than access and rectification"),
                            ("objection", "right to object"),
                            ("consent_withdrawal", "right to withdraw consent"),
                            ("complaint", "right to lodge a complaint"),
                            ("requests", "how to make a request"),
                            ("documents", "other documents"),
                            ("further_processing", "processing for another purpose"),
                            ("information", "when and how information is given"),
                            ("children", "children and guardians"),
                            ("data_quality", "accuracy of the data"),
                            ("data_use", "how the data are used"),
                            ("storage", "where the data are kept"),
                            ("cookies", "cookies"),
                            ("languages", "language versions"),
                            ("changes", "changes to the notice"),
                            ("other", "other"),
                        ],
                        default="",
                        help_text="Printed after the text, from the register.",
                        max_length=30,
                        verbose_name="facts",
                    ),
                ),
                (
                    "style",
                    register.models.base.Choice(
                        choices=[
                            ("auto", "the usual way for these facts"),
                            ("bullets", "as a list"),
                            ("numbered", "as a numbered list"),
                            ("run_in", "in one sentence, separated by commas"),
                            ("paragraphs", "as paragraphs"),
                            ("sentences", "as one paragraph of sentences"),
                            ("labels", "as labels and values (“Name: …”)"),
                            ("lines", "as lines of an address"),
                            ("running", "as running text, nothing added between"),
                            (
                                "each",
                                "the own text once for each of them, {name} and the like filled in",
                            ),
                        ],
                        default="auto",
                        max_length=30,
                        verbose_name="style of the facts",
                    ),
                ),
                (
                    "continues",
                    models.BooleanField(
                        default=False,
                        help_text="Begins where the part before ends, not in a paragraph of its own.",
                        verbose_name="goes on in the same paragraph",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a section",
                "verbose_name_plural": "parts of a section",
                "ordering": ["section", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heading_fi", ""), _negated=True),
                            models.Q(("heading_sv", ""), _negated=True),
                            models.Q(("heading_en", ""), _negated=True),
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            models.Q(("facts", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="block_prints_something",
                        violation_error_message="Write a text or choose the facts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("style", "each"), _negated=True),
                            models.Q(
                                models.Q(
                                    models.Q(("text_fi", ""), _negated=True),
                                    models.Q(("text_sv", ""), _negated=True),
                                    models.Q(("text_en", ""), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(("facts", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="block_each_has_pattern",
                        violation_error_message="Write the text to fill in, and choose the facts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "facts__in",
                                [
                                    "automated_decisions",
                                    "changes",
                                    "children",
                                    "collection",
                                    "complaint",
                                    "consent_withdrawal",
                                    "contacts",
                                    "controllers",
                                    "controllers_with_contacts",
                                    "cookies",
                                    "data_items",
                                    "data_protection_officer",
                                    "data_quality",
                                    "data_subjects",
                                    "data_use",
                                    "definitions",
                                    "documents",
                                    "further_processing",
                                    "information",
                                    "inspection",
                                    "joint_controllers",
                                    "languages",
                                    "legal_bases",
                                    "legitimate_interests",
                                    "objection",
                                    "obligation",
                                    "other",
                                    "other_rights",
                                    "other_sources",
                                    "processors",
                                    "profiling",
                                    "purposes",
                                    "recipients",
                                    "register_name",
                                    "representative",
                                    "requests",
                                    "retention",
                                    "rights",
                                    "security",
                                    "security_electronic",
                                    "security_manual",
                                    "security_organisational",
                                    "sources",
                                    "special_data",
                                    "storage",
                                    "systems",
                                    "transfers",
                                ],
                            ),
                            ("facts", ""),
                            _connector="OR",
                        ),
                        name="block_facts_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "style__in",
                                [
                                    "auto",
                                    "bullets",
                                    "each",
                                    "labels",
                                    "lines",
                                    "numbered",
                                    "paragraphs",
                                    "run_in",
                                    "running",
                                    "sentences",
                                ],
                            )
                        ),
                        name="block_style_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title_fi",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as “Privacy notice of the customer register”.",
                        max_length=200,
                        verbose_name="title (Finnish)",
                    ),
                ),
                (
                    "title_sv",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="title (Swedish)"
                    ),
                ),
                (
                    "title_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="title (English)"
                    ),
                ),
                (
                    "citation_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Which law the notice follows. May be left out: the GDPR asks for none.",
                        verbose_name="citation line (Finnish)",
                    ),
                ),
                (
                    "citation_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="citation line (Swedish)"
                    ),
                ),
                (
                    "citation_en",
                    models.TextField(
                        blank=True, default="", verbose_name="citation line (English)"
                    ),
                ),
                (
                    "introduction_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="What comes before the first section.",
                        verbose_name="introduction (Finnish)",
                    ),
                ),
                (
                    "introduction_sv",
                    models.TextField(blank=True, default="", verbose_name="introduction (Swedish)"),
                ),
                (
                    "introduction_en",
                    models.TextField(blank=True, default="", verbose_name="introduction (English)"),
                ),
                (
                    "closing_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="What comes after the last section.",
                        verbose_name="closing words (Finnish)",
                    ),
                ),
                (
                    "closing_sv",
                    models.TextField(
                        blank=True, default="", verbose_name="closing words (Swedish)"
                    ),
                ),
                (
                    "closing_en",
                    models.TextField(
                        blank=True, default="", verbose_name="closing words (English)"
                    ),
                ),
                (
                    "drawn_up_on",
                    models.DateField(blank=True, null=True, verbose_name="drawn up on"),
                ),
                (
                    "updated_on",
                    models.DateField(blank=True, null=True, verbose_name="last changed on"),
                ),
                (
                    "dates_place",
                    register.models.base.Choice(
                        choices=[
                            ("top", "at the beginning"),
                            ("bottom", "at the end"),
                            ("nowhere", "not printed"),
                        ],
                        default="top",
                        max_length=30,
                        verbose_name="dates are printed",
                    ),
                ),
                (
                    "date_format",
                    register.models.base.Choice(
                        choices=[
                            ("short", "1.9.2026"),
                            ("padded", "01.09.2026"),
                            ("long", "1 September 2026"),
                        ],
                        default="short",
                        max_length=30,
                        verbose_name="dates look like",
                    ),
                ),
                (
                    "numbering",
                    register.models.base.Choice(
                        choices=[
                            ("none", "no numbers"),
                            ("decimal", "1."),
                            ("section_sign", "§ 1"),
                        ],
                        default="decimal",
                        max_length=30,
                        verbose_name="numbering",
                    ),
                ),
                (
                    "heading_case",
                    register.models.base.Choice(
                        choices=[("as_written", "as written"), ("upper", "IN CAPITALS")],
                        default="as_written",
                        max_length=30,
                        verbose_name="headings",
                    ),
                ),
                (
                    "voice",
                    register.models.base.Choice(
                        choices=[
                            ("passive", "in the third person (“the data subject has the right”)"),
                            ("you", "to the reader (“you have the right”)"),
                        ],
                        default="passive",
                        help_text="How sentences made for you speak; your own words stay as they are.",
                        max_length=30,
                        verbose_name="voice",
                    ),
                ),
            ],
            options={
                "verbose_name": "privacy notice",
                "verbose_name_plural": "privacy notices",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drawn_up_on__isnull", True),
                            ("updated_on__isnull", True),
                            ("updated_on__gte", models.F("drawn_up_on")),
                            _connector="OR",
                        ),
                        name="notice_days_in_order",
                        violation_error_message="It cannot be changed before it was drawn up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dates_place__in", ["bottom", "nowhere", "top"])),
                        name="notice_dates_place_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date_format__in", ["long", "padded", "short"])),
                        name="notice_date_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("numbering__in", ["decimal", "none", "section_sign"])),
                        name="notice_numbering_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heading_case__in", ["as_written", "upper"])),
                        name="notice_heading_case_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("voice__in", ["passive", "you"])),
                        name="notice_voice_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeLabel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    register.models.base.Choice(
                        choices=[
                            ("name", "name"),
                            ("contact_name", "name of the contact"),
                            ("business_id", "Business ID"),
                            ("address", "address"),
                            ("postal_address", "postal address"),
                            ("visiting_address", "visiting address"),
                            ("email", "e-mail"),
                            ("phone", "phone"),
                            ("switchboard", "switchboard"),
                            ("customer_service", "customer service"),
                            ("website", "website"),
                            ("trade_name", "trade name"),
                            ("other_contact", "other contact details"),
                            ("register_name", "name of the register"),
                            ("drawn_up", "drawn up"),
                            ("updated", "updated"),
                        ],
                        max_length=30,
                        verbose_name="label of",
                    ),
                ),
                (
                    "text_fi",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="wording (Finnish)"
                    ),
                ),
                (
                    "text_sv",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="wording (Swedish)"
                    ),
                ),
                (
                    "text_en",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="wording (English)"
                    ),
                ),
            ],
            options={
                "verbose_name": "label",
                "verbose_name_plural": "labels",
                "ordering": ["notice", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_fi", ""), _negated=True),
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_label_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                [
                                    "address",
                                    "business_id",
                                    "contact_name",
                                    "customer_service",
                                    "drawn_up",
                                    "email",
                                    "name",
                                    "other_contact",
                                    "phone",
                                    "postal_address",
                                    "register_name",
                                    "switchboard",
                                    "trade_name",
                                    "updated",
                                    "visiting_address",
                                    "website",
                                ],
                            )
                        ),
                        name="noticelabel_field_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeVersion",
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
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a–z, digits and hyphens, such as “billing-address”.",
                            )
                        ],
                        verbose_name="short name in addresses",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("effective_on", models.DateField(verbose_name="in force from")),
                ("languages", models.JSONField(verbose_name="languages")),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                (
                    "summary_fi",
                    models.TextField(blank=True, default="", verbose_name="what changed (Finnish)"),
                ),
                (
                    "summary_sv",
                    models.TextField(blank=True, default="", verbose_name="what changed (Swedish)"),
                ),
                (
                    "summary_en",
                    models.TextField(blank=True, default="", verbose_name="what changed (English)"),
                ),
                (
                    "override_reason",
                    models.TextField(
                        blank=True, default="", verbose_name="why published with errors"
                    ),
                ),
                (
                    "findings",
                    models.JSONField(default=list, verbose_name="findings when published"),
                ),
                ("titles", models.JSONField(verbose_name="titles")),
                ("snapshot", models.TextField(verbose_name="snapshot")),
                (
                    "draft_digest",
                    models.CharField(max_length=64, verbose_name="digest of the draft"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("release", models.CharField(max_length=40, verbose_name="release of the program")),
                ("next_review_on", models.DateField(null=True, verbose_name="next review")),
            ],
            options={
                "verbose_name": "published version",
                "verbose_name_plural": "published versions",
                "ordering": ["notice", "-number"],
                "permissions": [
                    ("publish_notice", "Can publish a privacy notice"),
                    ("override_checks", "Can publish although the check finds errors"),
                ],
                "default_permissions": ("add", "view"),
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "number"), name="version_address_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)), name="version_number_counts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rendering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("html", models.BinaryField(verbose_name="page")),
                ("pdf", models.BinaryField(verbose_name="PDF")),
                ("json", models.BinaryField(verbose_name="JSON")),
                ("html_sha256", models.CharField(max_length=64)),
                ("pdf_sha256", models.CharField(max_length=64)),
                ("json_sha256", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "rendering",
                "verbose_name_plural": "renderings",
                "ordering": ["version", "language"],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "fi", "sv"])),
                        name="rendering_language_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewReminder",
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
                        choices=[("ahead", "before the day"), ("due", "on the day")],
                        max_length=30,
                        verbose_name="reminder",
                    ),
                ),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
            ],
            options={
                "verbose_name": "reminder of a review",
                "verbose_name_plural": "reminders of reviews",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ahead", "due"])),
                        name="reviewreminder_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
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
                    "heading_fi",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="heading (Finnish)"
                    ),
                ),
                (
                    "heading_sv",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="heading (Swedish)"
                    ),
                ),
                (
                    "heading_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="heading (English)"
                    ),
                ),
                (
                    "keep_if_empty",
                    models.BooleanField(
                        default=False,
                        help_text="An empty section keeps its heading and number.",
                        verbose_name="kept although empty",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["notice", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="section_has_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heading_fi", ""), _negated=True),
                            models.Q(("heading_sv", ""), _negated=True),
                            models.Q(("heading_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="section_has_heading",
                        violation_error_message="Write a heading.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionKind",
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
                            ("controllers", "controllers"),
                            ("contacts", "contact persons"),
                            (
                                "controllers_with_contacts",
                                "controllers, each with its contact persons",
                            ),
                            ("data_protection_officer", "data protection officer"),
                            ("representative", "representative in the EU"),
                            ("joint_controllers", "joint controllers"),
                            ("register_name", "name of the register"),
                            ("definitions", "definitions"),
                            ("data_subjects", "groups of data subjects"),
                            ("purposes", "purposes"),
                            ("legal_bases", "legal bases"),
                            ("legitimate_interests", "legitimate interests"),
                            ("automated_decisions", "automated decisions"),
                            ("profiling", "profiling"),
                            ("data_items", "data items"),
                            ("special_data", "special categories and identity code"),
                            ("obligation", "obligation to provide data"),
                            ("collection", "situations of collection"),
                            ("sources", "sources"),
                            ("other_sources", "data obtained from elsewhere"),
                            ("recipients", "recipients"),
                            ("processors", "processors"),
                            ("transfers", "transfers outside the EU/EEA"),
                            ("retention", "retention periods"),
                            ("security", "security measures"),
                            ("security_organisational", "organisational measures"),
                            ("security_electronic", "measures for electronic material"),
                            ("security_manual", "measures for manual material"),
                            ("systems", "systems"),
                            ("rights", "rights of the data subject"),
                            ("inspection", "rights of access and rectification"),
                            ("other_rights", "other rights than access and rectification"),
                            ("objection", "right to object"),
                            ("consent_withdrawal", "right to withdraw consent"),
                            ("complaint", "right to lodge a complaint"),
                            ("requests", "how to make a request"),
                            ("documents", "other documents"),
                            ("further_processing", "processing for another purpose"),
                            ("information", "when and how information is given"),
                            ("children", "children and guardians"),
                            ("data_quality", "accuracy of the data"),
                            ("data_use", "how the data are used"),
                            ("storage", "where the data are kept"),
                            ("cookies", "cookies"),
                            ("languages", "language versions"),
                            ("changes", "changes to the notice"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="kind of fact",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of fact",
                "verbose_name_plural": "kinds of fact",
                "ordering": ["section", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "automated_decisions",
                                    "changes",
                                    "children",
                                    "collection",
                                    "complaint",
                                    "consent_withdrawal",
                                    "contacts",
                                    "controllers",
                                    "controllers_with_contacts",
                                    "cookies",
                                    "data_items",
                                    "data_protection_officer",
                                    "data_quality",
                                    "data_subjects",
                                    "data_use",
                                    "definitions",
                                    "documents",
                                    "further_processing",
                                    "information",
                                    "inspection",
                                    "joint_controllers",
                                    "languages",
                                    "legal_bases",
                                    "legitimate_interests",
                                    "objection",
                                    "obligation",
                                    "other",
                                    "other_rights",
                                    "other_sources",
                                    "processors",
                                    "profiling",
                                    "purposes",
                                    "recipients",
                                    "register_name",
                                    "representative",
                                    "requests",
                                    "retention",
                                    "rights",
                                    "security",
                                    "security_electronic",
                                    "security_manual",
                                    "security_organisational",
                                    "sources",
                                    "special_data",
                                    "storage",
                                    "systems",
                                    "transfers",
                                ],
                            )
                        ),
                        name="sectionkind_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "draft_digest",
                    models.CharField(max_length=64, verbose_name="digest of the draft"),
                ),
                ("submitted_at", models.DateTimeField(verbose_name="submitted at")),
            ],
            options={
                "verbose_name": "submission for review",
                "verbose_name_plural": "submissions for review",
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                ("withdrawn_on", models.DateField(verbose_name="withdrawn on")),
                (
                    "reason_fi",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Shown to whoever opens the old address.",
                        verbose_name="why (Finnish)",
                    ),
                ),
                (
                    "reason_sv",
                    models.TextField(blank=True, default="", verbose_name="why (Swedish)"),
                ),
                (
                    "reason_en",
                    models.TextField(blank=True, default="", verbose_name="why (English)"),
                ),
                (
                    "successor",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=80,
                        verbose_name="short name of the register that replaces it",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawal of a notice",
                "verbose_name_plural": "withdrawals of notices",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="ChosenRow",
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
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="only",
                        to="privacy_notices.block",
                        verbose_name="part of a section",
                    ),
                ),
            ],
            options={
                "verbose_name": "chosen row",
                "verbose_name_plural": "chosen rows",
                "ordering": ["block", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("block", "key"), name="chosenrow_once"),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="chosenrow_has_key"
                    ),
                ],
            },
        ),
    ]
