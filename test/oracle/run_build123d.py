"""Runs build123d programs and reports what they make.

Reads a JSON list of {"name", "code"} on stdin. Writes one JSON object a line: {"name", "volume", "valid", "solids"}, or
{"name", "error"}. Importing build123d takes seconds, so all programs run in this one process, each within a limit.
"""

import json
import signal
import sys

import build123d  # noqa: F401, imported once here and not within the limit of the first program
from OCP.BRepGProp import BRepGProp
from OCP.GProp import GProp_GProps

SECONDS_EACH = 30
# Relative error that integrating a volume may leave: the default is off by up to 1e-5 where round faces meet.
INTEGRATION = 1e-7


class TooSlow(Exception):
    pass


def on_alarm(_signal, _frame):
    raise TooSlow(f"no result within {SECONDS_EACH} s")


def volume(solid):
    properties = GProp_GProps()
    BRepGProp.VolumeProperties_s(solid.wrapped, properties, INTEGRATION)
    return properties.Mass()


def run(code):
    names = {}
    exec(compile(code, "program", "exec"), names)
    solids = names["part"].solids()
    # Bodies may overlap and lumps share a compound: each solid is measured for itself.
    return {
        "volume": sum(volume(solid) for solid in solids),
        "valid": all(solid.is_valid for solid in solids),
        "solids": len(solids),
    }


def main():
    signal.signal(signal.SIGALRM, on_alarm)
    for program in json.load(sys.stdin):
        signal.alarm(SECONDS_EACH)
        try:
            outcome = run(program["code"])
        except Exception as error:
            outcome = {"error": f"{type(error).__name__}: {error}"}
        signal.alarm(0)
        print(json.dumps({"name": program["name"], **outcome}), flush=True)


main()
