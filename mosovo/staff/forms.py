"""Signing in, one's own password, second factors, and taking a colleague's away."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import MaxLengthValidator

from mosovo.forms import Form, PageForm
from mosovo.staff.models import Officer

WRONG = "The sign-in name or the password is wrong, or this account may no longer sign in."


class SignInForm(PageForm, AuthenticationForm):
    """One answer for an unknown name, a wrong password and a closed account: it tells a guesser nothing."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # A name longer than any can be is wrong before it is counted: the counter's column would not hold it.
        longest = Officer._meta.get_field("sign_in").max_length
        self.fields["username"].validators.append(MaxLengthValidator(longest))
        self.fields["username"].error_messages["max_length"] = WRONG
        self.fields["username"].error_messages["required"] = "Enter your sign-in name"
        self.fields["password"].error_messages["required"] = "Enter your password"


class NewPasswordForm(PageForm, PasswordChangeForm):
    """The present password, and the new one twice."""

    error_messages = {
        "password_incorrect": "The present password is wrong. Type it again.",
        "password_mismatch": "The two new passwords are not the same. Type both again.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Present password"
        self.fields["new_password1"].label = "New password"
        self.fields["new_password2"].label = "New password again"
        for name, sentence in (
            ("old_password", "Enter your present password"),
            ("new_password1", "Enter a new password"),
            ("new_password2", "Enter the new password again"),
        ):
            self.fields[name].error_messages["required"] = sentence


class CodeInput(forms.TextInput):
    """A box for a code: figures on a telephone's keyboard, offered from the clipboard, never remembered."""

    def __init__(self) -> None:
        super().__init__(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "autocapitalize": "none",
                "class": "govuk-input--width-10",
            }
        )


class FactorForm(Form):
    """A code of the app, a recovery code, or what a passkey answered."""

    code = forms.CharField(
        max_length=20,
        required=False,
        widget=CodeInput,
        help_text="The 6 figures that your authenticator app shows now, or one of your recovery codes.",
    )
    credential = forms.JSONField(required=False, widget=forms.HiddenInput)
    marks_optional = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("code") and not isinstance(given.get("credential"), dict):
            self.add_error("code", "Enter the code that your app shows")
        return given


class AppForm(Form):
    """The first code of a new app, which proves that it was set up."""

    code = forms.CharField(
        max_length=20, widget=CodeInput, help_text="The 6 figures that the app shows now for MOSOVO."
    )


class PasskeyForm(Form):
    """A name for a new passkey, and what the browser made."""

    name = forms.CharField(
        label="Name of the passkey",
        max_length=50,
        help_text="So that you know it again: key on my lanyard.",
    )
    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": "The passkey was not made. Press the button again and follow your browser."},
    )


class ResetForm(forms.Form):
    """Why a colleague's second factor is taken away; a form of Django admin."""

    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="How you made sure that it is them who ask, and what became of the factor.",
    )
