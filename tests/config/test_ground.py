"""The servers of the tests, and what the settings make of them."""

import smtplib
import time

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from kombu.exceptions import OperationalError

from config.celery import app


@pytest.mark.django_db
def test_database_is_the_builtin_utf8_one_of_this_run():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), lower('ĐÔN ĐỐC')")
        name, lowered = cursor.fetchone()
    assert (name.startswith("test_dondoc_"), lowered) == (True, "đôn đốc")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_mail_reaches_a_real_server_and_a_refused_address_is_an_error(smtp_server):
    smtp_server.refused.add("gone@example.test")
    mail.send_mail("Nhắc việc", "Đến hạn.", None, ["here@example.test"])
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mail.send_mail("Nhắc việc", "Đến hạn.", None, ["gone@example.test"])
    assert smtp_server.recipients() == ["here@example.test"]
    assert smtp_server.messages[0]["Subject"] == "Nhắc việc"
    smtp_server.down()
    with pytest.raises(OSError, match="refused"):
        mail.send_mail("Nhắc việc", "Đến hạn.", None, ["here@example.test"])


def test_publishing_to_a_dead_broker_fails_at_once(settings):
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    began = time.monotonic()
    with app.connection("redis://127.0.0.1:1/0", transport_options=options) as broker:
        with pytest.raises(OperationalError):
            app.send_task("reports.tasks.sweep", connection=broker)
    assert time.monotonic() - began < 1.5
