"""Numbers for the model card: `python -m lab.card` writes card.json beside the weights.

Energy is an estimate by a formula: hours x watts of the cores used x overhead. Its inputs are listed
with it, so that anybody can put in others. `--cores` says how many cores the run could use, if not all.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

from lab.clips import SENTENCE
from lab.settings import MODEL_FILES

CORES = os.cpu_count() or 1
WATTS_PER_CORE = 10.0
OVERHEAD = 1.5


def processor() -> str:
    """Name of this machine's processor, as well as the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def card(folder: Path = MODEL_FILES, cores: int = CORES) -> dict[str, object]:
    """What the card tells, from manifest and evaluation; `cores` and the assumptions above come with it, named as inputs."""
    manifest, evaluation = (
        json.loads((folder / name).read_text(encoding="utf-8")) for name in ("manifest.json", "evaluation.json")
    )
    made = manifest["made"]
    # The decoder's seconds are those of one core.
    seconds = made["seconds"] + round(made["decoder"]["seconds"] / cores)
    return {
        "sha256": manifest["sha256"],
        "values": manifest["values"],
        "decoder_values": manifest["decoder_values"],
        "bytes": manifest["bytes"],
        "clips_seen": made["clips"],
        "whole": made["whole"],
        "training_seconds": made["seconds"],
        "decoder_seconds": made["decoder"]["seconds"],
        "processor": processor(),
        "energy": {
            "watt_hours": round(seconds / 3600 * cores * WATTS_PER_CORE * OVERHEAD, 1),
            "formula": "seconds / 3600 x cores x watts per core x overhead",
            "inputs": {"seconds": seconds, "cores": cores, "watts": WATTS_PER_CORE, "overhead": OVERHEAD},
            "is": "estimate",
        },
        "scores": {
            name: {k: evaluation[name][k] for k in ("prompts", *SENTENCE, "all")}
            | {"ceiling": evaluation[f"{name}_ceiling"]["all"]}
            for name in ("trained", "held_out")
        },
        "by": evaluation["trained"]["by"],
        "held_out": manifest["held_out"],
        "variety": evaluation["variety"],
        "decoder": evaluation["decoder"],
        "worst": evaluation["worst"],
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cores", type=int, default=CORES, help="processor cores that the training could use")
    options = parser.parse_args()
    (MODEL_FILES / "card.json").write_text(json.dumps(card(cores=options.cores), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
