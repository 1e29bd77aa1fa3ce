"""Writes the safetensors fixtures of the export package's tests, from numpy and the format's description alone:
8 bytes little-endian header length, JSON header, data. Run from the repository's root; needs numpy.

    python3 core/src/test/python/make_safetensors_fixture.py
"""
import json
import pathlib
import struct

import numpy as np

TYPES = {"f4": "F32", "f8": "F64", "i8": "I64", "u1": "U8", "b1": "BOOL", "f2": "F16"}
TO = pathlib.Path("core/src/test/resources/org/zeuxis/export")


def write(name, tensors, metadata, by_size):
    """by_size lays the larger element types first (what Zeuxis writes), else as named (what others may write)."""
    layout = sorted(tensors, key=lambda k: -tensors[k].dtype.itemsize) if by_size else list(tensors)
    offsets, data = {}, b""
    for key in layout:
        raw = np.ascontiguousarray(tensors[key]).tobytes()
        offsets[key] = [len(data), len(data) + len(raw)]
        data += raw
    header = {"__metadata__": metadata} if metadata else {}
    for key, value in tensors.items():
        header[key] = {"dtype": TYPES[value.dtype.str[1:]], "shape": list(value.shape), "data_offsets": offsets[key]}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (TO / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    tensors = {
        "flags": np.array([True, False, True]),
        "conv.weight": np.array([[0.5, -1.25, 3.0], [np.inf, -0.0, 1e-40]], dtype="<f4"),
        "step": np.array(2**53 + 1, dtype="<i8"),
        "größe \"π\"": np.array([np.pi, -1e300], dtype="<f8"),
        "pixels": np.arange(250, 250 + 10).astype("u1").reshape(1, 2, 5),
        "empty": np.zeros((0, 4), dtype="<f4"),
    }
    metadata = {"format": "pt", "recipe": "line\nbreak ∂"}
    write("mixed.safetensors", tensors, metadata, by_size=True)
    write("unaligned.safetensors", tensors, {}, by_size=False)
    write("half.safetensors", {"w": np.zeros(3, dtype="<f2")}, {}, by_size=True)


main()
