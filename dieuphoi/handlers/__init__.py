"""What people say and what then happens, one file per capability. Knows no channel."""
