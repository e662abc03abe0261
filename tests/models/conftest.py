"""These tests run where the libraries are installed (`make test-models` installs them, apart from the site's own)."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

# Whatever the libraries would look up elsewhere must fail at once instead of being fetched.
os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
# Models as small as these are slower on several cores than on one.
os.environ.setdefault("OMP_NUM_THREADS", "1")
collect_ignore_glob = [] if find_spec("torch") and find_spec("transformers") else ["test_*.py"]
sys.path.append(str(Path(__file__).parents[2] / "docs/en/alternatives/scripts"))
