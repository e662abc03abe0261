"""The open data: the records as CSV, JSON, a described package and BibTeX, and the feeds of corrections."""
