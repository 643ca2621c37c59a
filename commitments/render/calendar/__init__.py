"""The dates of a register as a calendar, by iCalendar (RFC 5545, RFC 7986)."""
