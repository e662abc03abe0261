"""Moved: clip.py does this now:  python clip.py "words" --model cogvideox-5b --image start.png"""

raise SystemExit(__doc__)
