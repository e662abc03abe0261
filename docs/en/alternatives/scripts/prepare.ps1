# Make a Python environment for the scripts of this page in the folder `video`. Needs Python 3.11 or newer.
$ErrorActionPreference = "Stop"
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))"
if ($LASTEXITCODE -ne 0) { throw "Python 3.11 or newer is needed." }
py -3 -m venv video
.\video\Scripts\Activate.ps1
python -m pip install --upgrade pip
# On Windows the plain package is a build without support for graphics cards: pytorch.org/get-started shows the address
# of the one for your card; set it before running this file:  $env:TORCH_INDEX = "the address"
if ($env:TORCH_INDEX) { python -m pip install torch torchvision --index-url $env:TORCH_INDEX }
else { python -m pip install torch torchvision }
python -m pip install diffusers==0.42.1 transformers accelerate sentencepiece protobuf imageio imageio-ffmpeg
if ($LASTEXITCODE -ne 0) { throw "The packages could not be installed." }
python -c "import torch; print('PyTorch', torch.__version__, 'sees a graphics card:', torch.cuda.is_available())"
Write-Host "In a new window first type:  .\video\Scripts\Activate.ps1"
