"""Indentation goes, what readers see stays."""

from __future__ import annotations

from explainer.finish.tree import Tree
from explainer.finish.whitespace import collapse


def test_indentation_goes_except_where_it_is_shown(tmp_path):
    page = "<html>\n\n    <p>One\n      two</p>\n  <pre>if x:\n    y</pre>\n   <script>\n  let a\n</script>\n  <i>z</i></html>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    collapse(Tree(tmp_path, None))
    expected = "<html>\n<p>One\ntwo</p>\n<pre>if x:\n    y</pre>\n<script>\n  let a\n</script>\n<i>z</i></html>"
    assert (tmp_path / "index.html").read_text("utf-8") == expected
