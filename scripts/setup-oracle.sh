#!/bin/sh
# Creates .venv with what the tests in test/oracle compare against: CadQuery, SciPy and Manifold. Needs Python 3.10 to 3.13.
# Where Python's venv or the graphics libraries that CadQuery links to are missing, installs Debian's packages of them.
set -eu
cd "$(dirname "$0")/.."

works() {
  .venv/bin/python -c 'import cadquery, manifold3d, scipy; print("CadQuery", cadquery.__version__, "is ready in .venv")'
}

install_packages() {
  if [ "$(id -u)" = 0 ]; then as_root=''; else as_root='sudo -n'; fi
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

if works 2>/dev/null; then exit 0; fi
python3 -m venv --clear .venv || { install_packages python3-venv && python3 -m venv --clear .venv; }
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
  cadquery==2.8.0 cadquery-ocp==7.9.3.1.1 scipy==1.15.3 manifold3d==3.5.4
works 2>/dev/null || { install_packages libgl1 libx11-6 libexpat1 && works; }
