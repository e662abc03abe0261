"""Moved: clip.py does this now:  python clip.py "words" --model mochi-1 --mode model"""

raise SystemExit(__doc__)
