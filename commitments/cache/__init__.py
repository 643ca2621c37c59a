"""What is remembered between runs, and how. Safe to delete; decides no answer."""
