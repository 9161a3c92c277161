"""Staff accounts."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the admin; who may do what is told by the groups of `groups.py`."""

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    def __str__(self) -> str:
        """Reaches logs and the audit trail: never a name."""
        return f"user {self.pk}"
