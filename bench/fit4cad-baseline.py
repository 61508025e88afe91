"""Primitives that CGAL's efficient RANSAC finds in the clouds of Fit4CAD, as JSON for `cadtrace bench fit4cad --baseline`.

    python -m venv /tmp/baseline && /tmp/baseline/bin/pip install cgal==6.0.1.post202410241521 numpy==2.4.6
    /tmp/baseline/bin/python bench/fit4cad-baseline.py ../shared/data/clouds/fit4cad cgal.json

Normals by CGAL's PCA. Times are of normals and detection alone.
"""

import argparse
import json
import math
import re
import time
from pathlib import Path

import numpy as np
from CGAL.CGAL_Kernel import Point_3
from CGAL.CGAL_Point_set_3 import Point_set_3
from CGAL.CGAL_Point_set_processing_3 import pca_estimate_normals
from CGAL.CGAL_Shape_detection import efficient_RANSAC

NUMBER = r"([-+\d.e]+)"
KINDS = ["plane", "cone", "cylinder", "sphere", "torus"]  # In the order of CGAL's arguments.


def read_points(path: Path) -> np.ndarray:
    row = re.compile(rf"\[\s*{NUMBER},\s*{NUMBER},\s*{NUMBER}\s*\]")
    return np.array([[float(x) for x in match.groups()] for match in row.finditer(path.read_text())])


def diagonal_of(points: np.ndarray) -> float:
    return float(np.linalg.norm(points.max(axis=0) - points.min(axis=0)))


def detect(points: np.ndarray, options: argparse.Namespace) -> list[dict]:
    cloud = Point_set_3()
    for x, y, z in points.tolist():
        cloud.insert(Point_3(x, y, z))
    pca_estimate_normals(cloud, options.neighbours)
    shape_of_point = cloud.add_int_map("shape")
    diagonal = diagonal_of(points)
    descriptions = efficient_RANSAC(
        cloud,
        shape_of_point,
        max(5, int(options.min_share * len(points))),
        options.epsilon * diagonal,
        options.cluster * diagonal,
        options.normal_cosine,
        0.01,  # Probability of missing a larger shape.
        *(kind in options.kinds for kind in KINDS),
    )
    shapes = np.array([shape_of_point.get(i) for i in range(len(points))])
    found = []
    for index, text in enumerate(descriptions):
        members = np.flatnonzero(shapes == index)
        surface = surface_of(text, points[members])
        if surface is not None and len(members) > 0:
            found.append({"surface": surface, "points": members.tolist()})
    return found


def surface_of(text: str, members: np.ndarray) -> dict | None:
    """CGAL's text of a shape as the surface it is; planes, axes and centres as the scorer has them."""
    kind = re.search(r"Type: (\w+)", text).group(1)
    numbers = [float(x) for x in re.findall(r"-?\d+\.?\d*(?:e[-+]?\d+)?", text.split("#Pts")[0])]
    vector = lambda i: numbers[i : i + 3]
    middle = members.mean(axis=0)
    if kind == "plane":
        # (normal)x - d = 0; CGAL prints d with its own sign, so the plane is put through its points.
        return {"kind": "plane", "origin": middle.tolist(), "normal": unit(vector(0))}
    if kind == "sphere":
        return {"kind": "sphere", "center": vector(0), "radius": numbers[3]}
    if kind == "cylinder":
        return {"kind": "cylinder", "origin": vector(0), "axis": unit(vector(3)), "radius": numbers[6]}
    if kind == "cone":
        apex, axis, angle = np.array(vector(0)), np.array(unit(vector(3))), abs(numbers[6])
        # The scorer measures a cone's radius at its origin and lets it grow along the axis.
        height = float((middle - apex) @ axis)
        axis = axis if height >= 0 else -axis
        origin = apex + abs(height) * axis
        return {
            "kind": "cone",
            "origin": origin.tolist(),
            "axis": axis.tolist(),
            "radius": abs(height) * math.tan(angle),
            "halfAngle": angle,
        }
    if kind == "torus":
        return {
            "kind": "torus",
            "center": vector(0),
            "axis": unit(vector(3)),
            "majorRadius": numbers[6],
            "minorRadius": numbers[7],
        }
    return None


def unit(vector) -> list[float]:
    vector = np.asarray(vector, dtype=float)
    return (vector / np.linalg.norm(vector)).tolist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder of Fit4CAD's clouds")
    parser.add_argument("output", type=Path)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--epsilon", type=float, default=2e-4, help="distance of points from shapes over the diagonal")
    parser.add_argument("--cluster", type=float, default=0.5, help="gap that parts a shape, over the diagonal")
    parser.add_argument("--normal-cosine", type=float, default=0.7, help="of the angle between normals")
    parser.add_argument("--min-share", type=float, default=0.005, help="points of the least shape, of all")
    parser.add_argument("--neighbours", type=int, default=8, help="for normals")
    options = parser.parse_args()
    clouds = {}
    for path in sorted(options.data.glob("*.txt")):
        if "_" in path.stem:
            continue
        points = read_points(path)
        start = time.perf_counter()
        primitives = detect(points, options)
        seconds = time.perf_counter() - start
        clouds[path.stem] = {"seconds": seconds, "primitives": primitives}
        print(f"{path.stem}: {len(points)} points, {len(primitives)} primitives, {seconds:.2f} s", flush=True)
    method = f"CGAL ({', '.join(options.kinds)})"
    options.output.write_text(json.dumps({"method": method, "clouds": clouds}))


if __name__ == "__main__":
    main()
