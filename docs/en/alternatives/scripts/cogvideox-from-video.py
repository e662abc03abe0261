"""Moved: clip.py does this now:  python clip.py "words" --model cogvideox-2b --video start.mp4"""

raise SystemExit(__doc__)
