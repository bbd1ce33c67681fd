"""What is handed to leaders: Word, Excel, PDF, chart, calendar. Made from results alone."""
