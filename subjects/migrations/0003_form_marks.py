from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0002_freeze_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("count", models.PositiveIntegerField(default=0, verbose_name="how often")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="expires")),
            ],
            options={
                "verbose_name": "mark of a form's use",
                "verbose_name_plural": "marks of a form's use",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
    ]
