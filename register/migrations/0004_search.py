"""Trigram indexes for the search boxes, and the orders in which the lists are paged."""

from django.db import migrations, models

from register.search_indexes import create, drop


def create_indexes(apps, schema_editor):
    create(schema_editor.connection)


def drop_indexes(apps, schema_editor):
    drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_journal")]

    operations = [
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(fields=["kind", "sort_name", "id"], name="person_of_kind_by_name"),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                fields=["relationship", "sort_name", "id"], name="person_related_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="datasubject",
            index=models.Index(
                condition=models.Q(("organisation__isnull", False)),
                fields=["sort_name", "id"],
                name="person_of_company_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["issued_on", "id"], name="invoice_by_day"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                fields=["kept_by", "issued_on", "id"], name="invoice_by_keeper_and_day"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["ordered_on", "id"], name="order_by_day"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["kept_by", "ordered_on", "id"], name="order_by_keeper_and_day"
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["sort_name", "id"], name="organisation_by_name_anywhere"),
        ),
        migrations.RunPython(create_indexes, drop_indexes),
    ]
