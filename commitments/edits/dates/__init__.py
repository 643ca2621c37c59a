"""What people write where a date is asked for, and what it means."""
