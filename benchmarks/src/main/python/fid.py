"""The peer of CompareFidWithSciPy.java: FID as most scripts compute it.

Reads features from the folder given; for each line of standard input it answers with seconds and FID on one line.
"""
import sys
import time

import numpy as np
import scipy
from scipy import linalg


def fid(real, generated):
    sigma1, sigma2 = np.cov(real, rowvar=False), np.cov(generated, rowvar=False)
    means = real.mean(0, dtype=np.float64) - generated.mean(0, dtype=np.float64)
    root = linalg.sqrtm(sigma1 @ sigma2)
    return means @ means + np.trace(sigma1) + np.trace(sigma2) - 2 * np.trace(root).real


def main():
    real, generated = np.load(f"{sys.argv[1]}/real.npy"), np.load(f"{sys.argv[1]}/generated.npy")
    print(f"numpy {np.__version__}, scipy {scipy.__version__}", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        value = fid(real, generated)
        print(f"{time.perf_counter() - start:.3f} {value:.12g}", flush=True)


main()
