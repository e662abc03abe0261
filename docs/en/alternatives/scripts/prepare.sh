#!/bin/sh
# Make a Python environment for clip.py in the folder `video`; nothing outside it changes. Needs Python 3.11 to 3.14:
# the PyTorch that clip.py was tested with has no build for 3.15.
set -eu
for found in python3.13 python3.14 python3.12 python3.11 ''; do
  if [ -n "$found" ] && "$found" -c '' 2>/dev/null; then break; fi
done
[ -n "$found" ] || { echo "Python 3.11 to 3.14 is needed, 3.13 for choice: python.org/downloads" >&2; exit 1; }
"$found" -m venv video
python=video/bin/python
$python -m pip install --upgrade pip
# The versions that clip.py was tested with. For an AMD card set TORCH_INDEX to the address for ROCm, pytorch.org/get-started.
$python -m pip install torch==2.13.0 ${TORCH_INDEX:+--index-url "$TORCH_INDEX"}
$python -m pip install diffusers==0.42.1 transformers==5.24.0 accelerate==1.15.0 peft==0.21.2 sentencepiece==0.2.3 \
  protobuf==7.36.2 ftfy==6.3.1 imageio==2.38.1 imageio-ffmpeg==0.8.1 av==18.1.0
$python -c 'import torch; print("PyTorch", torch.__version__, "sees a graphics card:", torch.cuda.is_available())'
echo "Now type:  $python clip.py \"A paper boat drifts down a rainy street\""
