"""The training side's tests run where PyTorch is installed (`make test-lab` installs it)."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") else ["test_*.py"]
