"""The register as one page for people without the tool: a file that asks the network for nothing."""
