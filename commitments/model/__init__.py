"""What a commitment is: values and the meaning of dates. Imports nothing that reads or shows."""
