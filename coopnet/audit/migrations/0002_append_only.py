"""The record of acts is append-only on both engines, and its end is one row that only moves forward.

SQLite's REPLACE removes rows without firing a delete trigger, so inserts are checked as well.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'The record of acts is append-only.'); END""",
    """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'The record of acts is append-only.'); END""",
    """CREATE TRIGGER audit_entry_in_line BEFORE INSERT ON audit_entry
    WHEN NEW.number IS NOT (SELECT number + 1 FROM audit_head WHERE id = 1)
    BEGIN SELECT RAISE(ABORT, 'An entry stands right behind the last one.'); END""",
    """CREATE TRIGGER audit_detail_no_update BEFORE UPDATE ON audit_detail
    BEGIN SELECT RAISE(ABORT, 'The record of acts is append-only.'); END""",
    """CREATE TRIGGER audit_detail_erasure_recorded BEFORE DELETE ON audit_detail
    WHEN NOT EXISTS (SELECT 1 FROM audit_entry
        WHERE what = 'record.erased' AND subject = 'entry:' || OLD.entry_id AND number > OLD.entry_id)
    BEGIN SELECT RAISE(ABORT, 'Details are erased only after the record says so.'); END""",
    """CREATE TRIGGER audit_detail_once BEFORE INSERT ON audit_detail
    WHEN EXISTS (SELECT 1 FROM audit_detail WHERE entry_id = NEW.entry_id)
      OR NEW.entry_id IS NOT (SELECT number + 1 FROM audit_head WHERE id = 1)
    BEGIN SELECT RAISE(ABORT, 'Details are written with their entry.'); END""",
    """CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    WHEN NEW.id IS NOT 1 OR NEW.number IS NOT OLD.number + 1
      OR NEW.digest IS NOT (SELECT digest FROM audit_entry WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'The end of the record only moves forward, to its last entry.'); END""",
    """CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'The record keeps its end.'); END""",
    """CREATE TRIGGER audit_head_once BEFORE INSERT ON audit_head
    WHEN EXISTS (SELECT 1 FROM audit_head)
    BEGIN SELECT RAISE(ABORT, 'The record has one end.'); END""",
]


def _function(name: str, condition: str, text: str) -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {condition} THEN
            RAISE EXCEPTION '{text}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$"""


def _trigger(name: str, moment: str, table: str, function: str, each: str = "ROW") -> str:
    return f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"


POSTGRES = [
    _function("audit_append_only", "true", "The record of acts is append-only."),
    _trigger("audit_entry_no_update", "UPDATE", "audit_entry", "audit_append_only"),
    _trigger("audit_entry_no_delete", "DELETE", "audit_entry", "audit_append_only"),
    _trigger("audit_entry_no_truncate", "TRUNCATE", "audit_entry", "audit_append_only", "STATEMENT"),
    _function(
        "audit_entry_in_line",
        "NEW.number IS DISTINCT FROM (SELECT number + 1 FROM audit_head WHERE id = 1)",
        "An entry stands right behind the last one.",
    ),
    _trigger("audit_entry_in_line", "INSERT", "audit_entry", "audit_entry_in_line"),
    _trigger("audit_detail_no_update", "UPDATE", "audit_detail", "audit_append_only"),
    _trigger("audit_detail_no_truncate", "TRUNCATE", "audit_detail", "audit_append_only", "STATEMENT"),
    _function(
        "audit_detail_erasure_recorded",
        """NOT EXISTS (SELECT 1 FROM audit_entry
        WHERE what = 'record.erased' AND subject = 'entry:' || OLD.entry_id AND number > OLD.entry_id)""",
        "Details are erased only after the record says so.",
    ),
    _trigger("audit_detail_erasure_recorded", "DELETE", "audit_detail", "audit_detail_erasure_recorded"),
    _function(
        "audit_detail_once",
        """EXISTS (SELECT 1 FROM audit_detail WHERE entry_id = NEW.entry_id)
        OR NEW.entry_id IS DISTINCT FROM (SELECT number + 1 FROM audit_head WHERE id = 1)""",
        "Details are written with their entry.",
    ),
    _trigger("audit_detail_once", "INSERT", "audit_detail", "audit_detail_once"),
    _function(
        "audit_head_forward",
        """NEW.id IS DISTINCT FROM 1 OR NEW.number IS DISTINCT FROM OLD.number + 1
        OR NEW.digest IS DISTINCT FROM (SELECT digest FROM audit_entry WHERE number = NEW.number)""",
        "The end of the record only moves forward, to its last entry.",
    ),
    _trigger("audit_head_forward", "UPDATE", "audit_head", "audit_head_forward"),
    _trigger("audit_head_no_delete", "DELETE", "audit_head", "audit_append_only"),
    _trigger("audit_head_no_truncate", "TRUNCATE", "audit_head", "audit_append_only", "STATEMENT"),
    _function("audit_head_once", "EXISTS (SELECT 1 FROM audit_head)", "The record has one end."),
    _trigger("audit_head_once", "INSERT", "audit_head", "audit_head_once"),
]


def begin(apps, schema_editor):
    apps.get_model("audit", "Head").objects.create(pk=1, number=0, digest="0" * 64)
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(begin)]
