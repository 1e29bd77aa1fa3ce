"""Computes the fixtures of measures of image pairs and of bicubic resizing, by NumPy and SciPy alone.

Run in the repository's root, with NumPy 2 and SciPy 1.17:

    python3 core/src/test/python/make_pair_metric_fixtures.py

It overwrites core/src/test/resources/fixtures/pair_metrics.safetensors. Everything is computed in float64 from inputs that
float32 holds exactly. The formulas are written from the papers and from SciPy's building blocks, none from the Java code.
"""

import json
import pathlib
import struct

import numpy as np
import scipy
from scipy import ndimage

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "fixtures" / "pair_metrics.safetensors"
random = np.random.default_rng(20261)


def write(arrays):
    """The safetensors format by hand: length of the header, header, data."""
    header, data, offset = {"__metadata__": {"numpy": np.__version__, "scipy": scipy.__version__}}, [], 0
    for key, value in arrays.items():
        array = np.asarray(value).astype("<f4")
        raw = array.tobytes(order="C")
        header[key] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    TARGET.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def exact(array):
    """Float64 numbers that float32 holds exactly."""
    return np.asarray(array).astype(np.float32).astype(np.float64)


def pictures(*shape):
    """Smooth random images in [-1,1], so that their structure is not all noise."""
    noise = ndimage.gaussian_filter(random.standard_normal(shape), (0, 0, 1.2, 1.2), mode="wrap")
    return exact(np.clip(noise / np.abs(noise).max() * 1.3, -1, 1))


# ---------------------------------------------------------------- L1, PSNR, SSIM (Wang 2004)


def eight_bits(image):
    return np.rint((image + 1) / 2 * 255)


def luma(image):
    """One plane, as MATLAB's rgb2ycbcr of uint8: [C,H,W] in 0..255 to [1,H,W] in 16..235."""
    if len(image) == 1:
        return image
    return np.rint(16 + np.tensordot([65.481, 128.553, 24.966], image / 255, 1))[None]


def psnr(x, y):
    return 20 * np.log10(255) - 10 * np.log10(np.mean((x - y) ** 2))


def ssim(x, y):
    """The mean over planes in 0..255; a radius of 3.5 sigma is 5 pixels."""
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean = lambda plane: ndimage.gaussian_filter(plane, 1.5, truncate=3.5)[5:-5, 5:-5]
    values = []
    for p, q in zip(x, y):
        mp, mq = mean(p), mean(q)
        vp, vq, cov = mean(p * p) - mp**2, mean(q * q) - mq**2, mean(p * q) - mp * mq
        values.append(np.mean((2 * mp * mq + c1) * (2 * cov + c2) / ((mp**2 + mq**2 + c1) * (vp + vq + c2))))
    return np.mean(values)


def pair_fixture():
    for name, shape in {"grey": (3, 1, 24, 20), "colour": (2, 3, 16, 19)}.items():
        a = pictures(*shape)
        b = exact(np.clip(a + 0.2 * random.standard_normal(shape), -1, 1))
        b[-1] = exact(np.clip(a[-1] * 0.9 + 0.05, -1, 1))
        x, y = [eight_bits(i) for i in a], [eight_bits(i) for i in b]
        yield f"{name}/a", a
        yield f"{name}/b", b
        yield f"{name}/l1", [np.mean(np.abs(i - j)) / 2 for i, j in zip(a, b)]
        for measure in (psnr, ssim):
            yield f"{name}/{measure.__name__}", [measure(i, j) for i, j in zip(x, y)]
            yield f"{name}/{measure.__name__}-luma", [measure(luma(i), luma(j)) for i, j in zip(x, y)]


# ---------------------------------------------------------------- features (Zhang 2018)


def feature_fixture():
    layers = [(2, 4, 5, 3), (2, 7, 2, 2), (2, 6, 1, 1)]
    sides = [[exact(random.standard_normal(shape)) for shape in layers] for _ in "xy"]
    sides[0][0][1, :, 2, 1] = 0
    total = np.zeros(2)
    for layer, (x, y) in enumerate(zip(*sides)):
        yield f"features/x{layer}", x
        yield f"features/y{layer}", y
        for n in range(2):
            places = list(np.ndindex(x.shape[2:]))
            for h, w in places:
                p, q = x[n, :, h, w], y[n, :, h, w]
                p, q = (v / np.linalg.norm(v) if v.any() else v for v in (p, q))
                total[n] += (p - q) @ (p - q) / len(places)
    yield "features/distance", total


# ---------------------------------------------------------------- bicubic resizing (Keys 1981)


def keys(t, a=-0.5):
    t = np.abs(t)
    near = (a + 2) * t**3 - (a + 3) * t**2 + 1
    far = a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a
    return np.where(t < 1, near, np.where(t < 2, far, 0))


def resizing(size, new):
    """The matrix [new,size]: the kernel is as wide as the larger pixel, and cut at the border."""
    scale = size / new
    centres = (np.arange(new) + 0.5) * scale - 0.5
    weights = keys((np.arange(size)[None] - centres[:, None]) / max(scale, 1))
    return weights / weights.sum(1, keepdims=True)


def bicubic_fixture():
    for name, (shape, new) in {
        "quarter": ((1, 3, 20, 24), (5, 6)),
        "larger": ((2, 1, 7, 9), (13, 21)),
        "odd": ((1, 2, 12, 10), (5, 17)),
    }.items():
        x = exact(random.uniform(-1, 1, shape))
        yield f"bicubic/{name}/x", x
        yield f"bicubic/{name}/y", resizing(shape[2], new[0]) @ x @ resizing(shape[3], new[1]).T


def main():
    arrays = {}
    for fixture in (pair_fixture, feature_fixture, bicubic_fixture):
        arrays.update(fixture())
    write(arrays)


main()
