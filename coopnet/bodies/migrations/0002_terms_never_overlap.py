"""A seat, and an office that is held alone, has one holder at a time: the database itself refuses a second.

An office that several hold is guarded for each person. A term that ended on its first day never was, and takes no
place. On PostgreSQL a lock on the post keeps two transactions from slipping past one another.
"""

from django.db import migrations

from coopnet.kit.steps import WithoutModels

SHARED = "('regional-editor', 'system-administrator')"


def post(row):
    """SQL: what the term of a row occupies, or null."""
    return (
        f"CASE WHEN {row}.ends = {row}.starts THEN NULL"
        f" WHEN {row}.seat_id IS NOT NULL THEN 'seat:' || {row}.seat_id"
        f" WHEN {row}.office IN {SHARED}"
        f" THEN {row}.office || ':' || COALESCE({row}.region_id, '') || ':' || {row}.person_id"
        f" ELSE {row}.office || ':' || COALESCE({row}.region_id, '') END"
    )


MESSAGE = "bodies_term_overlap: somebody holds this seat or office on a day of that time"

SQLITE = (
    f"EXISTS (SELECT 1 FROM bodies_term other WHERE other.id IS NOT NEW.id AND {post('other')} = {post('NEW')}"
    " AND other.starts < COALESCE(NEW.ends, '9999-12-31') AND NEW.starts < COALESCE(other.ends, '9999-12-31'))"
)
POSTGRES = f"""CREATE FUNCTION bodies_term_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('bodies_term:' || ({post("NEW")})));
        IF EXISTS (
            SELECT 1 FROM bodies_term other
            WHERE other.id IS DISTINCT FROM NEW.id AND {post("other")} = {post("NEW")}
            AND daterange(other.starts, other.ends) && daterange(NEW.starts, NEW.ends)
        ) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$"""


def forward(apps, editor):
    if editor.connection.vendor == "sqlite":
        for moment in ("INSERT", "UPDATE"):
            editor.execute(
                f"CREATE TRIGGER bodies_term_overlap_{moment.lower()} BEFORE {moment} ON bodies_term WHEN {SQLITE}"
                f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
    else:
        editor.execute(POSTGRES)
        editor.execute(
            "CREATE TRIGGER bodies_term_overlap BEFORE INSERT OR UPDATE ON bodies_term"
            " FOR EACH ROW EXECUTE FUNCTION bodies_term_overlap()"
        )


def backward(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER bodies_term_overlap_insert")
        editor.execute("DROP TRIGGER bodies_term_overlap_update")
    else:
        editor.execute("DROP TRIGGER bodies_term_overlap ON bodies_term")
        editor.execute("DROP FUNCTION bodies_term_overlap()")


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_bodies_seats_and_terms")]

    operations = [WithoutModels(forward, backward)]
