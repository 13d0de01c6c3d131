from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from directives.models import User

USERNAME = "quantri"


class Command(BaseCommand):
    help = "Make the first administrator and print the link that sets his password."

    def handle(self, **options):
        """Prints a new link until it was used once; after that says nothing.

        The link is good for one password, and for as long as PASSWORD_RESET_TIMEOUT.
        """
        administrators = User.objects.filter(is_superuser=True)
        if any(user.has_usable_password() for user in administrators):
            return
        user = administrators.first()
        if user is None:
            user = User(username=USERNAME, is_staff=True, is_superuser=True)
            user.set_unusable_password()
            user.save()
        path = reverse(
            "account_reset_password_from_key",
            kwargs={
                "uidb36": user_pk_to_url_str(user),
                "key": default_token_generator.make_token(user),
            },
        )
        self.stdout.write(
            f"The first administrator, {user.username}, sets a password here:\n"
            f"    {settings.SITE_URL}{path}"
        )
