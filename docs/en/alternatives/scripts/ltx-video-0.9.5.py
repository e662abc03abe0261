"""Moved: clip.py does this now:  python clip.py "words" --model ltx-0.9.5"""

raise SystemExit(__doc__)
