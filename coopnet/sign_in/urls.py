"""Addresses of signing in and of one's own account. Two names are those that allauth looks for; none of its own pages
is routed. Wagtail's two password forms give way to ours: they know neither the count of tries nor the second step."""

from django.urls import URLPattern, URLResolver, path

from coopnet.sign_in.views import account, credentials, enter, recoveries, second_step

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", enter.sign_in, name="account_login"),
    path("sign-in/code/", enter.sign_in_code, name="sign_in_code"),
    path("sign-in/password/", enter.sign_in_password, name="sign_in_password"),
    path("sign-in/passkey/", enter.sign_in_passkey, name="sign_in_passkey"),
    path("sign-in/passkey/question/", enter.passkey_question, name="sign_in_passkey_question"),
    path("sign-in/second-step/", second_step.second_step, name="sign_in_second_step"),
    path("cms/login/", enter.elsewhere),
    path("_util/login/", enter.elsewhere),
    path("sign-out/", enter.sign_out, name="account_logout"),
    path("account/", account.account, name="account"),
    path("account/confirm/", account.confirm, name="account_confirm"),
    path("account/sessions/", account.sessions, name="account_sessions"),
    path("account/password/", credentials.password, name="account_password"),
    path("account/app/", credentials.app, name="account_app"),
    path("account/passkeys/add/", credentials.passkey, name="account_passkey"),
    path("account/passkeys/question/", credentials.passkey_to_make, name="account_passkey_question"),
    path("account/steps/<int:number>/remove/", credentials.remove_step, name="account_remove_step"),
    path("account/recovery-codes/", credentials.recovery_codes, name="account_recovery_codes"),
    path("account/recovery/", recoveries.recoveries, name="account_recovery"),
    path("account/recovery/<int:number>/confirm/", recoveries.confirm_recovery, name="account_recovery_confirm"),
    path("account/recovery/<int:number>/withdraw/", recoveries.withdraw_recovery, name="account_recovery_withdraw"),
]
