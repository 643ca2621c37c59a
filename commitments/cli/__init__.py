"""The command line: one command a file, thin. The only place that knows a terminal and a clock.

A command imports what it works with when it runs, so that help, usage and completion stay quick.
"""
