"""The command line: one command a file, thin. The only place that knows a terminal and a clock."""
