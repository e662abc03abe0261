#!/bin/sh
# Make a Python environment for the scripts of this page in the folder `video`. Needs Python 3.11 or newer.
set -eu
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
python3 -m venv video
. video/bin/activate
python -m pip install --upgrade pip
python -m pip install torch torchvision
python -m pip install diffusers==0.42.1 transformers accelerate sentencepiece protobuf imageio imageio-ffmpeg
python -c 'import torch; print("PyTorch", torch.__version__, "sees a graphics card:", torch.cuda.is_available())'
echo "In a new window first type:  . video/bin/activate"
