"""The options of commands, and what their words mean. Runs no command."""
