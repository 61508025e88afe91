"""Scores parts with SciPy's k-d tree and Manifold.

Reads JSON objects on stdin, one a line: {"name", "clouds", "meshes"}, each a pair of candidate and reference; clouds are
flat lists of x, y, z, meshes {"positions", "triangles"}, flat too. Writes one JSON object a line: {"name", "chamfer",
"iou"}. "chamfer" is the sum of the two means of squared nearest distances, with the reference's longest side as the unit
of length, times 1000; "iou" is of the solids, null where Manifold refuses one.
"""

import json
import sys

import numpy as np
from manifold3d import Error, Manifold, Mesh64
from scipy.spatial import cKDTree


def array(flat):
    return np.asarray(flat, dtype=np.float64).reshape(-1, 3)


def chamfer(candidate, reference, side):
    there, _ = cKDTree(reference).query(candidate)
    back, _ = cKDTree(candidate).query(reference)
    return 1000 * (np.mean(there**2) + np.mean(back**2)) / side**2


def solid(mesh):
    triangles = np.asarray(mesh["triangles"], dtype=np.uint64).reshape(-1, 3)
    return Manifold(Mesh64(vert_properties=array(mesh["positions"]), tri_verts=triangles))


def iou(candidate, reference):
    a, b = solid(candidate), solid(reference)
    if a.status() != Error.NoError or b.status() != Error.NoError:
        return None
    common = (a ^ b).volume()
    return common / (a.volume() + b.volume() - common)


def main():
    for line in sys.stdin:
        part = json.loads(line)
        reference = array(part["meshes"][1]["positions"])
        side = np.max(reference.max(axis=0) - reference.min(axis=0))
        clouds = [array(cloud) for cloud in part["clouds"]]
        outcome = {"chamfer": chamfer(*clouds, side), "iou": iou(*part["meshes"])}
        print(json.dumps({"name": part["name"], **outcome}), flush=True)


main()
