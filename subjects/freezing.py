"""The trigger that keeps a letter's words as the person got them, in PostgreSQL and in SQLite.

The row may go when the request's own period is over; it may not change. On SQLite a migration that
rebuilds the table loses the trigger and has to call `freeze` again; a test looks.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "subjects_letter"
REFUSAL = "a letter that was sent is never changed"


def freeze(connection: BaseDatabaseWrapper) -> None:
    """Create the trigger."""
    _run(connection, _SQL[connection.vendor])


def thaw(connection: BaseDatabaseWrapper) -> None:
    """Drop it: for migrations that rebuild the table."""
    _run(connection, _UNDO[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_SQL = {
    "sqlite": (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"WHEN OLD.sent_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {TABLE}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION {TABLE}_frozen()",
    ),
}
_UNDO = {
    "sqlite": (f"DROP TRIGGER IF EXISTS {TABLE}_no_update",),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS {TABLE}_no_update ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_frozen()",
    ),
}
