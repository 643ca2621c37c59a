"""What our own runs install, release by release: the files, what installs them, and what resolves them anew.

It must not import the program: it runs where the program is not installed yet.
"""
