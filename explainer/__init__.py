"""The Python side of "The Sora Leak, Explained": records, Markdown, checks, open data, publishing."""
