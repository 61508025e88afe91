#!/bin/sh
# Creates what the tests in test/oracle compare against: .venv with CadQuery, SciPy and Manifold, and .venv-build123d,
# because build123d needs another OpenCascade than CadQuery. Needs Python 3.10 to 3.13.
# Where Python's venv or the graphics libraries that CadQuery links to are missing, installs Debian's packages of them.
set -eu
cd "$(dirname "$0")/.."

# What the environment is for, and whether it has it.
works() {
  case $1 in
    .venv) script='import cadquery as c, manifold3d, scipy; print("CadQuery", c.__version__, "is ready in .venv")' ;;
    *) script='import build123d as b; print("build123d", b.__version__, "is ready in .venv-build123d")' ;;
  esac
  "$1/bin/python" -c "$script"
}

install_packages() {
  if [ "$(id -u)" = 0 ]; then as_root=''; else as_root='sudo -n'; fi
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# An environment with packages of these versions, unless it works already.
set_up() {
  environment=$1
  shift
  if works "$environment" 2>/dev/null; then return; fi
  python3 -m venv --clear "$environment" || { install_packages python3-venv && python3 -m venv --clear "$environment"; }
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
  works "$environment" 2>/dev/null || { install_packages libgl1 libx11-6 libexpat1 && works "$environment"; }
}

set_up .venv cadquery==2.8.0 cadquery-ocp==7.9.3.1.1 scipy==1.15.3 manifold3d==3.5.4
set_up .venv-build123d build123d==0.13.0 cadquery-ocp-novtk==8.0.1.1.0 cadquery-ocp-proxy==8.0.1.1.0
