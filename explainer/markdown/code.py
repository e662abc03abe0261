"""Code that is wider than the page scrolls, so it must be reachable by keyboard."""

from markdown.postprocessors import Postprocessor

from explainer.records.words import word


class CodePostprocessor(Postprocessor):
    """Makes every highlighted block of code focusable, and says what it is."""

    def __init__(self, md, lang: str) -> None:
        super().__init__(md)
        self.opening = f'<code tabindex="0" role="group" aria-label="{word("code", lang)}">'

    def run(self, text: str) -> str:
        """Return the HTML of the page with a name and ``tabindex`` on the scrolling element of each block."""
        return text.replace("<pre><span></span><code>", "<pre><span></span>" + self.opening)
