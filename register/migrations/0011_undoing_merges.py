# What undoing a merge has to know: what stood on the card, and which notes of two people came along.

import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0010_last_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="merge",
            name="before",
            field=models.JSONField(
                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="apart",
            field=models.JSONField(default=list),
        ),
    ]
