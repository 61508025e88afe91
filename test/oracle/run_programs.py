"""Runs CadQuery programs and reports what they make.

Reads a JSON list of {"name", "code", "integration"?} on stdin, where "integration" is the relative error that integrating
a volume may leave: CadQuery's default is off by up to 1e-5 where round faces meet. Writes one JSON object a line:
{"name", "volume", "valid", "solids"}, or {"name", "error"}. Importing CadQuery takes seconds, so all programs run in
this one process, each within a limit.
"""

import json
import signal
import sys

import cadquery as cq

SECONDS_EACH = 30


class TooSlow(Exception):
    pass


def on_alarm(_signal, _frame):
    raise TooSlow(f"no result within {SECONDS_EACH} s")


def run(code, integration):
    names = {}
    exec(compile(code, "program", "exec"), names)
    result = names.get("result", names.get("r"))
    solids = result.solids().vals()
    # Bodies may overlap and lumps share a compound: each solid is measured for itself.
    return {
        "volume": sum(solid.Volume(integration) for solid in solids),
        "valid": all(solid.isValid() for solid in solids),
        "solids": len(solids),
    }


def main():
    signal.signal(signal.SIGALRM, on_alarm)
    for program in json.load(sys.stdin):
        signal.alarm(SECONDS_EACH)
        try:
            outcome = run(program["code"], program.get("integration"))
        except Exception as error:
            outcome = {"error": f"{type(error).__name__}: {error}"}
        signal.alarm(0)
        print(json.dumps({"name": program["name"], **outcome}), flush=True)


main()
