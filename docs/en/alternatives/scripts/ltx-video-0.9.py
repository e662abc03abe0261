"""Moved: clip.py does this now:  python clip.py "words" --model ltx-0.9"""

raise SystemExit(__doc__)
