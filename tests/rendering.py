"""Markdown rendered as the pages are, for all tests that read what blocks and marks become."""

import markdown


def rendered(text: str, lang: str = "en") -> str:
    """The HTML of a piece of a page, with the records in use."""
    return markdown.markdown(
        text,
        extensions=["attr_list", "tables", "def_list", "toc", "explainer.markdown"],
        extension_configs={"explainer.markdown": {"lang": lang}},
    )
