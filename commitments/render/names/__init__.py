"""The names of closed lists, parties and countries, as people read them. Lists no record."""
