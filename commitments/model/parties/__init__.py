"""Who can be party to a commitment, and how people name them. Holds no records."""
