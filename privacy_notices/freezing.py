"""The triggers that keep published versions as they are, in PostgreSQL and in SQLite.

Model and queryset refuse first; these refuse whoever comes past them with SQL. On SQLite a
migration that rebuilds one of the tables loses its triggers and has to call `freeze` again; a test
looks.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# What is unique in each table: SQLite's REPLACE removes whoever is in its way, past the triggers.
KEYS = {
    "privacy_notices_noticeversion": (("id",), ("notice_id", "number"), ("slug", "number")),
    "privacy_notices_rendering": (("id",), ("version_id", "language")),
}
TABLES = tuple(KEYS)
REFUSAL = "published versions are frozen"


def freeze(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    for statement in _SQL[connection.vendor]:
        for table in TABLES:
            known = statement.format(table=table, refusal=REFUSAL, taken=_taken(table))
            _run(connection, known)


def thaw(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for migrations that rebuild the tables and for emptying test databases."""
    for statement in _UNDO[connection.vendor]:
        for table in TABLES:
            _run(connection, statement.format(table=table))


def _taken(table: str) -> str:
    """That the new row would take the place of one that is there."""
    same = (
        " AND ".join(f"old.{column} = NEW.{column}" for column in columns)
        for columns in KEYS[table]
    )
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} old WHERE {key})"  # noqa: S608 # our own names
        for key in same
    )


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


_SQL = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        "WHEN {taken} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        "CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_frozen()",
        "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_frozen()",
    ),
}
_UNDO = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {table}_no_update",
        "DROP TRIGGER IF EXISTS {table}_no_delete",
        "DROP TRIGGER IF EXISTS {table}_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        "DROP FUNCTION IF EXISTS {table}_frozen()",
    ),
}
