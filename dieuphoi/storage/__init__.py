"""What is kept: tables, queries (one file per subject), inbox and outbox, migrations."""
