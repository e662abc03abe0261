"""What the package says of the editions is what their configurations say."""

from mkdocs.config import load_config

from explainer.editions import EDITIONS
from explainer.paths import ROOT


def test_configurations_and_package_agree():
    for language, edition in EDITIONS.items():
        config = load_config(str(ROOT / edition.config))
        assert config.theme["language"] == language
        assert config.docs_dir == str(ROOT / "docs" / language)
        assert config.extra["home"] == "../" * edition.folder.count("/"), "the way to the first edition"
        told = [(each["code"], each["folder"]) for each in config.extra["languages"]]
        assert told == [(name, each.folder) for name, each in EDITIONS.items()]
