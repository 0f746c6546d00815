"""What is done to officers."""

from django.db import transaction
from knox.models import AuthToken

from mosovo.staff.models import Officer


@transaction.atomic
def change_password(*, officer: Officer, password: str) -> None:
    """Set a new password. Tokens of the API end with the old one; so does every session but the one that asks."""
    officer.set_password(password)
    officer.save(update_fields=["password"])
    AuthToken.objects.filter(user=officer).delete()
