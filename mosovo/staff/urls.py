"""Signing in and out, one's own password, second factors and sessions, the first page."""

from django.urls import path

from mosovo.staff.views import door, factors, provider, sessions, words

urlpatterns = [
    path("", door.home, name="home"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/second-factor/", door.sign_in_factor, name="sign-in-factor"),
    path("sign-in/provider/", provider.provider_sign_in, name="provider-sign-in"),
    path("sign-in/provider/back/", provider.provider_back, name="provider-back"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("password/", door.password_change, name="password-change"),
    path("second-factor/", factors.factors, name="factors"),
    path("second-factor/app/", factors.factor_app, name="factor-app"),
    path("second-factor/passkey/", factors.factor_passkey, name="factor-passkey"),
    path("second-factor/codes/", factors.factor_codes, name="factor-codes"),
    path("second-factor/again/", factors.factor_again, name="factor-again"),
    path("second-factor/provider/", provider.provider_link, name="provider-link"),
    path("second-factor/provider/again/", provider.provider_again, name="provider-again"),
    path("second-factor/provider/remove/", provider.provider_unlink, name="provider-unlink"),
    path("second-factor/<int:reference>/remove/", factors.factor_remove, name="factor-remove"),
    path("stay/", sessions.stay, name="stay"),
    path("words/", words.words, name="words"),
    path("words/drop/", words.words_drop, name="words-drop"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/<int:reference>/end/", sessions.session_end, name="session-end"),
]
