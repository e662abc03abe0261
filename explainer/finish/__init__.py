"""Turns the HTML that MkDocs or Zensical built into what is published."""

from explainer.finish.errors import FinishError
from explainer.finish.pipeline import Report, finish

__all__ = ["FinishError", "Report", "finish"]
