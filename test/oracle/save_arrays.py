"""Writes arrays with NumPy for the reader to be checked against: one JSON line each, of the file and of its points."""

import base64
import io
import json

import numpy as np

random = np.random.default_rng(1)
points = random.integers(-100, 100, (50, 3))
normals = np.array([[0.6, 0.0, -0.8]] * 50)


def saved(name, save, array):
    file = io.BytesIO()
    save(file, array)
    data = base64.b64encode(file.getvalue()).decode()
    print(json.dumps({"name": name, "file": data, "points": points.ravel().tolist()}))


for kind in ["f4", "f8", ">f4", ">f8", "i1", "i2", "i4", "i8", ">i2", ">i8"]:
    array = points.astype(kind)
    saved(kind, np.save, array)
    saved(f"{kind} in Fortran order", np.save, np.asfortranarray(array))
saved("with normals", np.save, np.hstack([points, normals]))
saved("an archive", lambda file, array: np.savez(file, array), points.astype("f4"))
saved("a packed archive", lambda file, array: np.savez_compressed(file, labels=np.arange(50), xyz=array), points)
saved("an archive with normals", lambda file, array: np.savez(file, points=array, normals=normals), points)
