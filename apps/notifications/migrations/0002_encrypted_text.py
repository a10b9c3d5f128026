"""What the text of a mail is kept as has one word: encrypted. Only the trail is sealed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.RenameField(model_name="mailjob", old_name="sealed", new_name="encrypted"),
    ]
