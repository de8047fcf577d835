"""Reads what Gradshell saves, and writes what it reads, with NumPy alone: saved.py DIRECTORY."""

import json
import struct
import sys
from pathlib import Path

import numpy as np

TYPES = {"F32": "<f4", "F64": "<f8", "I32": "<i4", "I64": "<i8", "BOOL": "|b1"}


def safetensors(file):
    """The arrays of a file in the safetensors format, read as its description says."""
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__", None)
    data = content[8 + length:]
    return {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], TYPES[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }


def outputs(model, x):
    """dense, tanh; batchNorm outside of training; dense, softmax of the columns."""
    y = np.tanh(model["0.weight"] @ x + model["0.bias"][:, None])
    y = (y - model["1.mean"][:, None]) / np.sqrt(model["1.variance"][:, None] + 1e-5)
    y = y * model["1.scale"][:, None] + model["1.bias"][:, None]
    y = model["2.weight"] @ y + model["2.bias"][:, None]
    e = np.exp(y - y.max(axis=0))
    return e / e.sum(axis=0)


here = Path(sys.argv[1])
x = np.load(here / "x.npy")
assert x.dtype == np.float32 and x.flags.c_contiguous, x.dtype
np.save(here / "y.npy", outputs(safetensors(here / "model.safetensors"), x))

many = np.load(here / "many.npz", allow_pickle=False)
assert many["ints"].dtype == np.int32 and many["ints"].tolist() == [[1, 2, 3], [4, 5, 6]], many["ints"]
assert many["longs"].tolist() == [2 ** 60, -1] and many["longs"].dtype == np.int64
assert many["bools"].tolist() == [True, False] and many["bools"].dtype == np.bool_
assert many["scalar"].shape == () and many["scalar"] == 0.1 and many["scalar"].dtype == np.float64

cube = np.arange(24, dtype="<f8").reshape(2, 3, 4)
np.savez(here / "plain.npz", cube=cube, fortran=np.asfortranarray(cube), big=cube.astype(">f4"),
         ints=np.array([1, -2], ">i4"), none=np.zeros((0, 3), np.float32), flag=np.array(True))
np.savez_compressed(here / "packed.npz", zeros=np.zeros((300, 1000)), long=np.array([2 ** 60]))
np.save(here / "half.npy", np.ones(2, np.float16))
