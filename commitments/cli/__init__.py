"""The command line, one command a file. Must not decide what an answer says: it asks, shows and exits.

Only this room knows a terminal and a clock. A command imports what it works with when it runs, so that help,
usage and completion stay quick.
"""
