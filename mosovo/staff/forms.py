"""Signing in, and changing one's own password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import MaxLengthValidator

from mosovo.forms import PageForm
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
