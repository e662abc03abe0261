"""How the tests of the scripts for readers run; `make test-models` installs the libraries, apart from the site's own."""

import os
import sys
from pathlib import Path

# Whatever the libraries would look up elsewhere must fail at once instead of being fetched.
os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
# Models as small as these are slower on several cores than on one.
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.append(str(Path(__file__).parents[2] / "docs/en/alternatives/scripts"))
