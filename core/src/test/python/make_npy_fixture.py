"""Writes the .npy fixtures of the export package's tests with numpy.save. Run from the repository's root; needs numpy.

    python3 core/src/test/python/make_npy_fixture.py
"""
import pathlib

import numpy as np

TO = pathlib.Path("core/src/test/resources/org/zeuxis/export")

matrix = np.array([[0.5, -1.25, 3.0], [np.inf, -0.0, 1e-40]], dtype="<f4")
np.save(TO / "matrix.npy", matrix)
np.save(TO / "vector.npy", np.arange(5, dtype="<f4"))
np.save(TO / "scalar.npy", np.array(2.5, dtype="<f4"))
np.save(TO / "empty.npy", np.zeros((0, 4), dtype="<f4"))
# A header that ends on the boundary of 64 bytes: numpy adds a whole block behind it.
np.save(TO / "boundary.npy", np.ones((1,) * 13 + (100,), dtype="<f4"))
np.save(TO / "double.npy", matrix.astype("<f8"))
np.save(TO / "fortran.npy", np.asfortranarray(matrix))
