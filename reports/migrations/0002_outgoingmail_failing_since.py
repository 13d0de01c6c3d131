from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="failing_since",
            field=models.DateTimeField(
                blank=True,
                help_text="The first of the attempts that failed; null once sent.",
                null=True,
            ),
        ),
    ]
