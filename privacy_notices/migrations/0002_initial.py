import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("privacy_notices", "0001_initial"),
        ("register", "0001_initial"),
        ("register", "__first__"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="register",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice",
                to="register.register",
                verbose_name="register",
            ),
        ),
        migrations.AddField(
            model_name="noticelabel",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="labels",
                to="privacy_notices.notice",
                verbose_name="privacy notice",
            ),
        ),
        migrations.AddField(
            model_name="noticeversion",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="privacy_notices.notice",
                verbose_name="privacy notice",
            ),
        ),
        migrations.AddField(
            model_name="noticeversion",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_versions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.AddField(
            model_name="noticeversion",
            name="submitted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submitted_versions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="submitted by",
            ),
        ),
        migrations.AddField(
            model_name="rendering",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renderings",
                to="privacy_notices.noticeversion",
                verbose_name="published version",
            ),
        ),
        migrations.AddField(
            model_name="reviewreminder",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="privacy_notices.noticeversion",
                verbose_name="published version",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="privacy_notices.notice",
                verbose_name="privacy notice",
            ),
        ),
        migrations.AddField(
            model_name="block",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="blocks",
                to="privacy_notices.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="sectionkind",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kinds",
                to="privacy_notices.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="notice",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="submission",
                to="privacy_notices.notice",
                verbose_name="privacy notice",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="submitted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="submitted by",
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="notice",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawal",
                to="privacy_notices.notice",
                verbose_name="privacy notice",
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="withdrawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticelabel",
            constraint=models.UniqueConstraint(
                fields=("notice", "field"), name="notice_label_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeversion",
            constraint=models.UniqueConstraint(
                fields=("notice", "number"), name="version_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rendering",
            constraint=models.UniqueConstraint(
                fields=("version", "language"), name="rendering_language_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewreminder",
            constraint=models.UniqueConstraint(
                fields=("version", "kind"), name="review_reminder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("notice", "key"),
                name="section_key_once",
                violation_error_message="Another section of this notice has the same key.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionkind",
            constraint=models.UniqueConstraint(
                fields=("section", "kind"), name="section_kind_once"
            ),
        ),
    ]
