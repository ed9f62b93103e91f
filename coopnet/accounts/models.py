"""Accounts: an e-mail address that can sign in. Who the person is stands in ``people``."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Accounts are found by address in any case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account. Without a password the account signs in by code or passkey only."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An account. It is never a superuser: what it may do follows from terms in force at that moment."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            CheckConstraint(
                name="accounts_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="Addresses are kept in lower case.",
            ),
            CheckConstraint(
                name="accounts_no_superuser",
                condition=Q(is_superuser=False),
                violation_error_message="Nobody has every right; rights come from terms of office.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_key(self) -> str:
        """The key under which the record of acts knows this account."""
        return f"user:{self.key}"

    @property
    def actor_name(self) -> str:
        """The name under which the record of acts shows this account."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's own admin is not mounted; nobody is staff."""
        return False

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # Wagtail and allauth look for these two.
    @property
    def first_name(self) -> str:
        return self.name

    @property
    def last_name(self) -> str:
        return ""
