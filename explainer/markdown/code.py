"""Code that is wider than the page scrolls, so it must be reachable by keyboard."""

from markdown.postprocessors import Postprocessor

from explainer.records.words import word


class CodePostprocessor(Postprocessor):
    """Makes every highlighted block of code focusable, and says what it is."""

    def run(self, text: str) -> str:
        opening = f'<code tabindex="0" role="group" aria-label="{word("code", self.md.lang)}">'
        return text.replace("<pre><span></span><code>", f"<pre><span></span>{opening}")
