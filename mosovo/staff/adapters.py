"""What the package of second factors asks of us: how secrets are kept, and what an app or a key calls this system."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter

from mosovo.sealed import seal, unseal

NAME = "MOSOVO"


class Factors(DefaultMFAAdapter):
    """Secrets are sealed; keys belong to the host that is asked; no e-mail tells of anything."""

    def get_totp_issuer(self) -> str:
        return NAME

    def get_totp_label(self, user: Any) -> str:
        return str(user.sign_in)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {"id": str(user.pk).encode(), "display_name": user.full_name, "name": user.sign_in}

    def _get_site_name(self) -> str:
        return NAME

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        return None
