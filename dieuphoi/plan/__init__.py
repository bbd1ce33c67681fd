"""What a plan is: deadlines, tasks, agencies, reading a document, counting. Pure: no database, no clock."""
