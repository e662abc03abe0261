"""Every address of the published site, derived from three settings of whoever publishes it.

``SITE_URL``    where the site stands, e.g. ``https://name.github.io/sora-leak/``
``REPOSITORY``  where its source stands on GitHub, as ``owner/name``
``CONTACT``     how to reach the publisher: an e-mail address or an https address

All three may be empty. Without ``SITE_URL``, ``REPOSITORY`` gives the address that GitHub Pages
uses for it; without either, the site carries no absolute address at all.
"""

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from explainer.editions import EDITIONS
from explainer.finding import Unusable

# What no address holds, for use in a class of characters; and what stands around the @ of an e-mail address.
OUTSIDE = r"\s<>\"\\"
NAME = rf"[^@/:?&#{OUTSIDE}]+"


class Addresses(NamedTuple):
    """The addresses of one publication; every field may be the empty string."""

    site_url: str
    repository: str
    contact: str

    def edition_url(self, language: str) -> str:
        """Absolute address of an edition, ending in a slash; empty where the site's is not known."""
        return self.site_url and self.site_url + EDITIONS[language].folder

    @property
    def contact_href(self) -> str:
        """The contact as something a link can point to."""
        return self.contact if self.contact.startswith("https://") or not self.contact else f"mailto:{self.contact}"


def addresses(environment: Mapping[str, str] = os.environ) -> Addresses:
    """Read the three settings; raises Unusable where one is not of its form."""
    repository = environment.get("REPOSITORY", "").strip()
    if repository and not re.fullmatch(r"[\w-]+/(?!\.+$)[\w.-]+(?<!\.git)", repository):
        raise Unusable(f"REPOSITORY is {repository!r}. Set it as owner/name, or leave it empty.")
    owner, _, name = repository.partition("/")
    host = f"{owner.lower()}.github.io"
    pages = f"https://{host}/{'' if name.lower() == host else f'{name}/'}"
    site_url = _site_url(environment.get("SITE_URL", "").strip()) or (repository and pages)
    contact = environment.get("CONTACT", "").strip()
    if contact and not re.fullmatch(rf"{NAME}@{NAME}\.{NAME}|https://[^{OUTSIDE}]+", contact):
        raise Unusable(f"CONTACT is {contact!r}. Set it as an e-mail or https address, or leave it empty.")
    return Addresses(site_url, repository, contact)


def _site_url(given: str) -> str:
    """The address in its one form: scheme and host in small letters, single slashes, and one at the end."""
    match = re.fullmatch(rf"(https?://[\w.-]+(?::\d+)?)(/[^{OUTSIDE}?#&']*)?", given, re.IGNORECASE)
    if given and not match:
        raise Unusable(f"SITE_URL is {given!r}. Set it as https://host/path/, or leave it empty.")
    return match[1].lower() + re.sub("/+", "/", f"/{match[2] or ''}/") if match else ""
