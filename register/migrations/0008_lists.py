"""Indexes by which the notice is compared with what is held, without reading everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0006_merging"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("kind__in", ["email", "phone"]), _negated=True),
                fields=["kind"],
                name="contact_point_of_rare_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(fields=["kept_by", "kind"], name="person_of_kind_by_place"),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                condition=models.Q(("user_id", ""), _negated=True),
                fields=["kept_by"],
                name="person_with_user_id",
            ),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                condition=models.Q(("job_title", ""), _negated=True),
                fields=["kept_by"],
                name="person_with_job_title",
            ),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                condition=models.Q(("language", ""), _negated=True),
                fields=["kept_by"],
                name="person_with_language",
            ),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                condition=models.Q(("identity_code", ""), _negated=True),
                fields=["kept_by"],
                name="person_with_identity_code",
            ),
        ),
        migrations.AddIndex(
            model_name="keydate",
            index=models.Index(
                condition=models.Q(("kind", "last_login"), _negated=True),
                fields=["kind"],
                name="keydate_by_kind",
            ),
        ),
    ]
