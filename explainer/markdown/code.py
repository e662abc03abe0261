"""Code that is wider than the page scrolls, so it must be reachable by keyboard."""

from markdown.postprocessors import Postprocessor


class CodePostprocessor(Postprocessor):
    """Makes every highlighted block of code focusable."""

    def run(self, text: str) -> str:
        """Return the HTML of the page with ``tabindex`` on the scrolling element of each block."""
        return text.replace("<pre><span></span><code>", '<pre><span></span><code tabindex="0">')
