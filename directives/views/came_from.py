"""Back to the page on which the button stood."""

from django.utils.http import url_has_allowed_host_and_scheme


def came_from(request, default: str) -> str:
    """The form's `next`, when it is an address of ours; else `default`, an address."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return default
