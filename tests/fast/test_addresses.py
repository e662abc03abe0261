"""What SITE_URL, REPOSITORY and CONTACT may be, and what follows from them."""

import pytest

from explainer.addresses import addresses
from explainer.finding import Unusable

ADDRESSES = {
    "nothing set": ({}, ""),
    "only spaces": ({"SITE_URL": "   "}, ""),
    "user site": ({"REPOSITORY": "name/name.github.io"}, "https://name.github.io/"),
    "user site, capitals": ({"REPOSITORY": "Name/Name.github.io"}, "https://name.github.io/"),
    "project path": ({"REPOSITORY": "Name/Sora-Leak"}, "https://name.github.io/Sora-Leak/"),
    "own domain": ({"SITE_URL": "https://sora.example"}, "https://sora.example/"),
    "own wins": ({"SITE_URL": " https://sora.example/leak// ", "REPOSITORY": "a/b"}, "https://sora.example/leak/"),
    "odd but clear": ({"SITE_URL": "HTTPS://Sora.Example:8443//Leak"}, "https://sora.example:8443/Leak/"),
}


@pytest.mark.parametrize(("settings", "site_url"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_the_address_of_each_edition(settings, site_url):
    where = addresses(settings)
    assert where.site_url == where.edition_url("en") == site_url
    assert where.edition_url("it") == (f"{site_url}it/" if site_url else "")


def test_the_repository_stays_as_written():
    assert addresses({"REPOSITORY": "Name/Sora-Leak"}).repository == "Name/Sora-Leak"
    assert addresses({"SITE_URL": "https://sora.example"}).repository == ""


def test_the_contact_becomes_a_link():
    mail = {"hello@example.org": "mailto:hello@example.org"}
    for contact in ("", *mail, "https://example.org/contact", "https://social.example/@sora"):
        assert addresses({"CONTACT": contact}).contact_href == mail.get(contact, contact)


NO_SITE = """sora.example ftp://sora.example/ //sora.example/ /leak/ https:///leak/ https:// https://sora.example:port/
https://me:secret@sora.example/ https://sora.example/? https://sora.example/?a=b https://sora.example/#top https://sora.example/a&b/"""
NO_CONTACT = """javascript:alert(1) somebody http://example.org/ mailto:a@example.org a@example.org?subject=b
<a@example.org> https://example.org/?a="b" https://example.org/<b>"""
REFUSED = [
    *(("REPOSITORY", given, "owner/name") for given in ("https://github.com/name/repo", "name", "a/b.git", "a/..")),
    *(("SITE_URL", given, "https://host/path/") for given in (*NO_SITE.split(), "https://sora.example/my leak/")),
    *(("CONTACT", given, "e-mail or https") for given in NO_CONTACT.split()),
]


@pytest.mark.parametrize(("name", "given", "remedy"), REFUSED)
def test_a_setting_that_is_no_address_is_named_with_the_remedy(name, given, remedy):
    with pytest.raises(Unusable, match=f"{name}.*{remedy}"):
        addresses({name: given})
