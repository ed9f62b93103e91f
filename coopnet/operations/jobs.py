"""The jobs by the clock that every network needs. Subjects declare theirs; these are of the house itself."""

from datetime import timedelta

from coopnet.kit.registry import Job, Keeping, add_job, add_keeping
from coopnet.operations import check_code, guard, keeping, places, tidying


def declare() -> None:
    """Make the jobs known."""
    for what, after, since, job in (
        ("Marks of forms that were sent, against double presses", tidying.PRESSES_KEPT, "the press", "operations.tidy"),
        ("Notes of what the machine did", tidying.RESULTS_KEPT, "it was done", "operations.tidy"),
        ("Nightly backups, besides one of each month", timedelta(days=places.KEPT_DAYS), "the night",
         "operations.archive"),
    ):  # fmt: skip
        add_keeping(Keeping(what, after, since, job))
    add_job(Job("operations.copy", timedelta(minutes=5), keeping.copy_online, "Copy the database while it is in use"))
    add_job(Job("operations.archive", timedelta(hours=1), keeping.archive_nightly, "Write the nightly backup"))
    add_job(
        Job(
            "operations.restore-test", timedelta(hours=6), keeping.restore_test_monthly, "Try the newest backup monthly"
        )
    )
    add_job(Job("operations.promises", timedelta(hours=1), guard.check_promises, "Check the network's own records"))
    add_job(Job("operations.sweep", timedelta(minutes=10), tidying.sweep, "Take tasks back from workers that died"))
    add_job(Job("operations.tidy", timedelta(hours=24), tidying.tidy, "Remove what has served its time"))
    add_job(Job("operations.check-code", timedelta(hours=12), check_code.mail_weekly, "Mail the record's check code"))
