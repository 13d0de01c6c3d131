import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once; what a test does to it is undone behind the test."""
    # Models, and this file is read before Django is set up.
    from tests.access.world import make_world

    files = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files, FILES_ROOT=files), translation.override("vi"):
            world = make_world(files)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made, settings, db):
    settings.MEDIA_ROOT = settings.FILES_ROOT = made.files
    return made
