from allauth.account import views as account
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.i18n import set_language

from reports.views.health import healthz

# Sign-in only, under the names that allauth looks for: nobody signs up, and an address is
# changed by the administrator.
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # a key holds hyphens too, so that a path() would cut it in the wrong place
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

handler400 = "config.refusals.bad_request"
urlpatterns = [
    path("accounts/", include(account_urls)),
    path("admin/", admin.site.urls),
    path("directives/", include("directives.urls")),
    path("healthz", healthz, name="healthz"),
    # Also before the sign-in, whose page offers both languages.
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("", include("reports.urls")),
]
