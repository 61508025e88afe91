#!/bin/sh
# Creates .venv with the CadQuery that the tests in test/oracle compare against. Needs Python 3.10 to 3.13.
set -eu
cd "$(dirname "$0")/.."
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check cadquery==2.8.0 cadquery-ocp==7.9.3.1.1
.venv/bin/python -c 'import cadquery; print("CadQuery", cadquery.__version__, "is ready in .venv")'
