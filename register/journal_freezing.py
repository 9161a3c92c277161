"""The triggers that keep the journal append-only, in PostgreSQL and in SQLite.

Model and queryset refuse first; these refuse whoever comes past them with SQL. Entries are removed
only up to the last one of a block that is marked as pruned; a block is marked once, from the front,
and changes in nothing else. On SQLite a migration that rebuilds one of the tables loses its
triggers and has to call `freeze` again; a test looks.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRIES = "register_journalentry"
BLOCKS = "register_journalblock"
REFUSAL = "the journal is append-only"


def freeze(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    _run(connection, _CREATE)


def thaw(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for migrations that rebuild the tables and for emptying test databases."""
    _run(connection, _DROP)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


_KEPT = (
    *("id", "number", "first", "last", "entries", "sealed_at"),
    *("previous_sha256", "content_sha256", "sha256"),
)
_OLD = ", ".join(f"OLD.{column}" for column in _KEPT)
_NEW = ", ".join(f"NEW.{column}" for column in _KEPT)
_IS_PRUNED = f"""(
    OLD.pruned_at IS NULL AND NEW.pruned_at IS NOT NULL AND length(NEW.content) = 0
    AND ({_OLD}) = ({_NEW})
    AND NOT EXISTS (SELECT 1 FROM {BLOCKS} before
                    WHERE before.number < OLD.number AND before.pruned_at IS NULL)
)"""  # noqa: S608 # our own names, here and below
_PRUNED = f"{BLOCKS} WHERE pruned_at IS NOT NULL"
_STILL_KEPT = f"NOT EXISTS (SELECT 1 FROM {_PRUNED} AND last >= OLD.id)"  # noqa: S608
_PRUNED_UNTIL = f"coalesce((SELECT max(last) FROM {_PRUNED}), 0)"  # noqa: S608
_REMOVED_TOO_EARLY = f"EXISTS (SELECT 1 FROM removed WHERE id > {_PRUNED_UNTIL})"  # noqa: S608
_RAISE = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
# SQLite's REPLACE removes the row in its way without asking the triggers against deleting.
_REPLACED = "EXISTS (SELECT 1 FROM {table} old WHERE old.{key} = NEW.{key})"
_ENTRY_REPLACED = _REPLACED.format(table=ENTRIES, key="id")
_BLOCK_REPLACED = " OR ".join(_REPLACED.format(table=BLOCKS, key=key) for key in ("id", "number"))
_CREATE = {
    "sqlite": (
        f"CREATE TRIGGER IF NOT EXISTS {ENTRIES}_no_update BEFORE UPDATE ON {ENTRIES} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {ENTRIES}_no_delete BEFORE DELETE ON {ENTRIES} "
        f"WHEN {_STILL_KEPT} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {BLOCKS}_no_update BEFORE UPDATE ON {BLOCKS} "
        f"WHEN NOT {_IS_PRUNED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {BLOCKS}_no_delete BEFORE DELETE ON {BLOCKS} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {ENTRIES}_no_replace BEFORE INSERT ON {ENTRIES} "
        f"WHEN {_ENTRY_REPLACED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {BLOCKS}_no_replace BEFORE INSERT ON {BLOCKS} "
        f"WHEN {_BLOCK_REPLACED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_RAISE}; END $$",
        "CREATE OR REPLACE FUNCTION journal_entries_removed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_REMOVED_TOO_EARLY} THEN {_RAISE}; END IF; RETURN NULL; END $$",
        "CREATE OR REPLACE FUNCTION journal_block_changed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_IS_PRUNED} THEN RETURN NEW; END IF; {_RAISE}; END $$",
        f"CREATE OR REPLACE TRIGGER no_update BEFORE UPDATE ON {ENTRIES} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()",
        f"CREATE OR REPLACE TRIGGER no_delete AFTER DELETE ON {ENTRIES} "
        "REFERENCING OLD TABLE AS removed "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_entries_removed()",
        f"CREATE OR REPLACE TRIGGER no_truncate BEFORE TRUNCATE ON {ENTRIES} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()",
        f"CREATE OR REPLACE TRIGGER no_update BEFORE UPDATE ON {BLOCKS} "
        "FOR EACH ROW EXECUTE FUNCTION journal_block_changed()",
        f"CREATE OR REPLACE TRIGGER no_delete BEFORE DELETE OR TRUNCATE ON {BLOCKS} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()",
    ),
}
_DROP = {
    "sqlite": (
        f"DROP TRIGGER IF EXISTS {ENTRIES}_no_update",
        f"DROP TRIGGER IF EXISTS {ENTRIES}_no_delete",
        f"DROP TRIGGER IF EXISTS {BLOCKS}_no_update",
        f"DROP TRIGGER IF EXISTS {BLOCKS}_no_delete",
        f"DROP TRIGGER IF EXISTS {ENTRIES}_no_replace",
        f"DROP TRIGGER IF EXISTS {BLOCKS}_no_replace",
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS no_update ON {ENTRIES}",
        f"DROP TRIGGER IF EXISTS no_delete ON {ENTRIES}",
        f"DROP TRIGGER IF EXISTS no_truncate ON {ENTRIES}",
        f"DROP TRIGGER IF EXISTS no_update ON {BLOCKS}",
        f"DROP TRIGGER IF EXISTS no_delete ON {BLOCKS}",
        "DROP FUNCTION IF EXISTS journal_refuses()",
        "DROP FUNCTION IF EXISTS journal_entries_removed()",
        "DROP FUNCTION IF EXISTS journal_block_changed()",
    ),
}
