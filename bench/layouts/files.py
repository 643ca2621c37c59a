"""A list of our own files, for a peer that reads their names from it."""

from bench.peer import Site, record_files


def lay_out(site: Site) -> None:
    site.write("files.txt", record_files(site.root))
