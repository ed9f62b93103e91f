"""Local authorities."""

from django.db import models


class Authority(models.Model):
    """A local authority as the register numbers it; also Welsh, offshore and dissolved ones."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)
    folded = models.CharField(
        max_length=120, db_index=True, help_text="The name for joining files that spell it differently."
    )

    def __str__(self) -> str:
        return self.name
