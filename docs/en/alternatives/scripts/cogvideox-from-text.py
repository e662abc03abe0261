"""Moved: clip.py does this now:  python clip.py "words" --model cogvideox-2b"""

raise SystemExit(__doc__)
