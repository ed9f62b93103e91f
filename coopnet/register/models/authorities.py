"""Local authorities."""

from django.db import models


class Authority(models.Model):
    """A local authority as the register numbers it; also Welsh, offshore and dissolved ones.

    One that the files name without a number has its name in place of it, like ``vale-of-glamorgan``.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    folded = models.CharField(
        max_length=120, db_index=True, help_text="The name for joining files that spell it differently."
    )

    def __str__(self) -> str:
        return self.name
