"""How people sign in: with an account that the agency made for them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

#: Sentences of the library's forms, here so that our catalogue holds their Vietnamese.
FOREIGN_SENTENCES = [
    gettext_noop("You must type the same password each time."),
    gettext_noop("Username or email"),
    gettext_noop("Password"),
    gettext_noop("Password (again)"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Email"),
    gettext_noop("Email address"),
]

_WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng.")


class AccountAdapter(DefaultAccountAdapter):
    #: The library has no Vietnamese catalogue: what our pages can show is said here.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này hiện không sử dụng."),
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "enter_current_password": _("Hãy nhập đúng mật khẩu hiện tại."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "invalid_password_reset": _("Đường dẫn đặt lại mật khẩu đã hết hiệu lực."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu hiện tại."),
        "too_many_login_attempts": _("Đăng nhập sai quá nhiều lần. Vui lòng thử lại sau ít phút."),
        "rate_limited": _("Đồng chí gửi quá nhiều yêu cầu. Vui lòng thử lại sau ít phút."),
        "unknown_email": _("Không có tài khoản nào dùng địa chỉ này."),
    }

    def is_open_for_signup(self, request):
        """Nobody signs up: accounts come from the list of the office."""
        return False
