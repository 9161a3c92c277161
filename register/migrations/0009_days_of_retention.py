# What is due is found by an index: its cost follows what is due, not what is held.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0008_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                fields=["relationship_ended_on", "relationship", "kept_by"], name="person_by_end"
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["at"], name="interaction_by_moment"),
        ),
    ]
