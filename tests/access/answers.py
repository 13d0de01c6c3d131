"""What the site answers to each person."""

from tests.access.routes import ROUTES


def put_down(response):
    """Close the file of a download; closing the response would close the test's connection."""
    for close in response._resource_closers:
        close()


def answers(client, world, name, method):
    """Role -> status, each role on the world as it was."""
    url, data = world.url(name), ROUTES[name].data
    found = {}
    for role, user in world.people.items():
        client.force_login(user)
        response = getattr(client, method)(url, data(world) if method == "post" else {})
        found[role] = response.status_code
        put_down(response)
    return found
