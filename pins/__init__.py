"""The releases that our own runs install, and the code that installs and updates them.

Must not import the program: it runs where the program is not installed yet.
"""
