"""The running process: settings, command line, channels, schedule, delivery."""
