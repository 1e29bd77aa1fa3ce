"""Computes the fixtures that the tests of the metrics compare with, by NumPy and SciPy.

Run in the repository's root, with NumPy (2.4) and SciPy (1.17):

    python3 core/src/test/python/make_metric_fixtures.py

It overwrites core/src/test/resources/fixtures/metrics.safetensors. Features are stored as float32 and read back as
float64 by both sides; expected values are float64, stored as the int64 of the same bits; counts are whole numbers.
"""

import json
import pathlib
import struct

import numpy as np
import scipy.linalg

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "fixtures" / "metrics.safetensors"
NAMES = {np.dtype("float32"): "F32", np.dtype("int64"): "I64"}


def write(tensors):
    """The safetensors format by hand: length of the header, header, data."""
    header, data, offset = {"__metadata__": {"numpy": np.__version__}}, [], 0
    for key, array in tensors.items():
        raw = np.ascontiguousarray(array).tobytes()
        header[key] = {"dtype": NAMES[array.dtype], "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    TARGET.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def doubles(*values):
    return np.array(values, dtype=np.float64).view(np.int64)


# ---------------------------------------------------------------- metrics


def fid_by_sqrtm(x, y):
    """The formula as it stands; for covariances of full rank."""
    a, b = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = scipy.linalg.sqrtm(a @ b)
    return np.sum((x.mean(0) - y.mean(0)) ** 2) + np.trace(a) + np.trace(b) - 2 * np.trace(root).real


def fid_by_singular_values(x, y):
    """For fewer points than dimensions too, where sqrtm of the singular product is unreliable.

    With centred rows A/√(n-1) and B/√(m-1) the covariances are AᵀA and BᵀB, and tr (AᵀA BᵀB)^½ is the sum of the singular
    values of ABᵀ: no covariance, no root, no eigenvalue near 0.
    """
    a = (x - x.mean(0)) / np.sqrt(len(x) - 1)
    b = (y - y.mean(0)) / np.sqrt(len(y) - 1)
    cross = scipy.linalg.svdvals(a @ b.T).sum()
    return np.sum((x.mean(0) - y.mean(0)) ** 2) + np.sum(a**2) + np.sum(b**2) - 2 * cross


def fid(x, y):
    value = fid_by_singular_values(x, y)
    if min(len(x), len(y)) > x.shape[1]:
        other = fid_by_sqrtm(x, y)
        assert abs(value - other) < 1e-9 * value, (value, other)
        return other
    return value


def kid(x, y, subsets):
    """Pair by pair: the unbiased estimate of Bińkowski et al. 2018, equation 4."""

    def kernel(a, b):
        return (np.einsum("id,jd->ij", a, b) / a.shape[1] + 1) ** 3

    values = []
    for i, j in subsets:
        a, b, m = x[i], y[j], len(i)
        other = ~np.eye(m, dtype=bool)
        values.append(kernel(a, a)[other].sum() / (m * (m - 1)) + kernel(b, b)[other].sum() / (m * (m - 1)) - 2 * kernel(a, b).mean())
    return np.mean(values), np.std(values)


def squared_distances(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


def squared_radii(x, k):
    distances = squared_distances(x, x)
    np.fill_diagonal(distances, np.inf)
    return np.sort(distances, axis=1)[:, k - 1]


def counts(real, generated):
    """Generated images inside, real images inside (k=3, ≤); pairs of ball and image, balls with an image (k=5, <)."""
    distances = squared_distances(generated, real)
    inside = (distances <= squared_radii(real, 3)[None, :]).any(1)
    covered = (distances <= squared_radii(generated, 3)[:, None]).any(0)
    held = distances < squared_radii(real, 5)[None, :]
    return np.array([inside.sum(), covered.sum(), held.sum(), held.any(0).sum()], dtype=np.int64)


def inception_score(p, splits):
    scores = []
    for i in range(splits):
        part = p[i * len(p) // splits : (i + 1) * len(p) // splits]
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = np.where(part > 0, part * np.log(part / part.mean(0)), 0)
        scores.append(np.exp(terms.sum(1).mean()))
    return np.mean(scores), np.std(scores)


# ---------------------------------------------------------------- cases


def case(tensors, name, random, real, generated):
    real, generated = real.astype(np.float32), generated.astype(np.float32)
    x, y = real.astype(np.float64), generated.astype(np.float64)
    size = min(len(x), len(y)) // 2
    subsets = [(random.permutation(len(x))[:size], random.permutation(len(y))[:size]) for _ in range(5)]
    tensors[f"{name}/real"] = real
    tensors[f"{name}/generated"] = generated
    tensors[f"{name}/subsets/real"] = np.array([i for i, _ in subsets], dtype=np.int64)
    tensors[f"{name}/subsets/generated"] = np.array([j for _, j in subsets], dtype=np.int64)
    tensors[f"{name}/fid"] = doubles(fid(x, y))
    tensors[f"{name}/kid"] = doubles(*kid(x, y, subsets))
    tensors[f"{name}/counts"] = counts(x, y)


def cases(tensors):
    random = np.random.default_rng(20201122)
    normal = random.standard_normal
    mix = normal((16, 16)) / 4 + np.eye(16)
    case(tensors, "full", random, normal((200, 16)) @ mix, normal((200, 16)) + 0.3)
    case(tensors, "sizes", random, normal((150, 16)) @ mix, 1.2 * normal((90, 16)) - 0.1)
    case(tensors, "deficient", random, normal((40, 64)), normal((40, 64)) * np.linspace(0.2, 2, 64))
    case(tensors, "unequallyDeficient", random, normal((40, 64)), 0.5 * normal((25, 64)) + 0.2)
    # Duplicates within each set and across them, far from the origin: |x|²+|y|²-2xy in float32 would lose them.
    some = 50 + normal((30, 8))
    case(tensors, "duplicates", random, some[random.integers(0, 30, 120)], some[random.integers(0, 20, 100)])
    # Points of a lattice: many distances are equal, and equal to radii.
    case(tensors, "lattice", random, random.integers(0, 4, (100, 3)), random.integers(1, 5, (80, 3)))
    # One image memorised by half of the generator.
    memorised = np.concatenate([np.repeat(some[:1], 40, 0), 50 + normal((40, 8))])
    case(tensors, "memorised", random, some, memorised)


def scores(tensors):
    random = np.random.default_rng(7)
    logits = 2 * random.standard_normal((205, 10))
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    p[:20] = np.eye(10)[random.integers(0, 10, 20)]  # with zeros
    p = p.astype(np.float32)
    tensors["scores/probabilities"] = p
    tensors["scores/ten"] = doubles(*inception_score(p.astype(np.float64), 10))
    tensors["scores/three"] = doubles(*inception_score(p.astype(np.float64), 3))


if __name__ == "__main__":
    tensors = {}
    cases(tensors)
    scores(tensors)
    write(tensors)
    print(f"{TARGET.stat().st_size} {TARGET.name}")
    for key, array in tensors.items():
        if key.endswith("counts"):
            print(key, array.tolist())
        elif key.rpartition("/")[2] in ("fid", "kid", "ten", "three"):
            print(key, array.view(np.float64).tolist())
