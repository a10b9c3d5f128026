"""Files and links that back answers, with revisions and a date until which they count."""
