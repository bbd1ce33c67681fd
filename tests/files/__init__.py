"""Files made for tests and measurements: one plan in every format, and files that are made to do harm."""
