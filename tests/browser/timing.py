"""How long a page's own thread worked, which other programs of the machine do not lengthen."""

from collections.abc import Callable

from playwright.sync_api import Page


def clock(page: Page, metric: str = "TaskDuration") -> Callable[[], float]:
    """A function that returns the milliseconds so far, of all tasks or of one kind (`ScriptDuration`)."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(each["value"] for each in metrics if each["name"] == metric)

    return worked
