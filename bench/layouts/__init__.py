"""The made items in the form of each peer, one file a peer. Measures nothing."""
