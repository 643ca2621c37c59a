"""How an answer becomes text of each format. Takes plain results; asks for none."""
