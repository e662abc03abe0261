# Make a Python environment for clip.py in the folder `video`; nothing outside it changes. Needs Python 3.11 to 3.14:
# the PyTorch that clip.py was tested with has no build for 3.15.
$ErrorActionPreference = "Stop"
$found = "3.13", "3.14", "3.12", "3.11" | Where-Object { cmd /c "py -$_ -c pass >nul 2>nul"; $LASTEXITCODE -eq 0 } | Select-Object -First 1
if (-not $found) { throw "Python 3.13 is needed: python.org/downloads" }
py "-$found" -m venv video
$python = ".\video\Scripts\python.exe"
& $python -m pip install --upgrade pip
# PyTorch's plain package for Windows is without support for cards; this address has the build for RTX 20 to 50. Another
# one can be set before you run this file:  $env:TORCH_INDEX = "the address"
$index = if ($env:TORCH_INDEX) { $env:TORCH_INDEX } else { "https://download.pytorch.org/whl/cu130" }
# A build that sees no card would count as installed already.
& $python -c "import importlib.util, sys; sys.exit(bool(importlib.util.find_spec('torch')) and not __import__('torch').cuda.is_available())"
if ($LASTEXITCODE -ne 0) { & $python -m pip uninstall --yes torch }
# The versions that clip.py was tested with.
& $python -m pip install torch==2.13.0 --index-url $index
if ($LASTEXITCODE -ne 0) { throw "PyTorch could not be installed from $index" }
& $python -m pip install diffusers==0.42.1 transformers==5.24.0 accelerate==1.15.0 peft==0.21.2 sentencepiece==0.2.3 `
  protobuf==7.36.2 ftfy==6.3.1 imageio==2.38.1 imageio-ffmpeg==0.8.1 av==18.1.0
if ($LASTEXITCODE -ne 0) { throw "The packages could not be installed." }
& $python -c "import torch; print('PyTorch', torch.__version__, 'sees a graphics card:', torch.cuda.is_available())"
Write-Host "Now type:  $python clip.py `"A paper boat drifts down a rainy street`""
