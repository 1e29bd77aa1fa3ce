"""Computes the fixtures of the metrics on images and points, by NumPy and SciPy alone.

Run in the repository's root, with NumPy 2 and SciPy 1.17:

    python3 core/src/test/python/make_image_metric_fixtures.py

It overwrites core/src/test/resources/fixtures/image_metrics.safetensors. Everything is computed in float64 from inputs that
float32 holds exactly. The formulas are written from the papers and from SciPy's building blocks, none from the Java code.
"""

import json
import pathlib
import struct

import numpy as np
import scipy
from scipy import ndimage, signal, spatial, special, stats

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "fixtures" / "image_metrics.safetensors"
random = np.random.default_rng(20260)


def write(arrays):
    """The safetensors format by hand: length of the header, header, data."""
    header, data, offset = {"__metadata__": {"numpy": np.__version__, "scipy": scipy.__version__}}, [], 0
    for key, value in arrays.items():
        array = np.asarray(value)
        array = array.astype("<i8" if array.dtype.kind == "i" else "<f4")
        raw = array.tobytes(order="C")
        name = "I64" if array.dtype.kind == "i" else "F32"
        header[key] = {"dtype": name, "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
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


# ---------------------------------------------------------------- MS-SSIM (Wang 2003)


def ssim_maps(x, y, window):
    """Luminance times contrast-structure, and contrast-structure, of two planes in [0,255]."""
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    bell = signal.windows.gaussian(window, 1.5 * window / 11)
    kernel = np.outer(bell, bell) / np.outer(bell, bell).sum()
    mean = lambda plane: signal.convolve2d(plane, kernel, mode="valid")
    mx, my = mean(x), mean(y)
    vx, vy, cov = mean(x * x) - mx * mx, mean(y * y) - my * my, mean(x * y) - mx * my
    cs = (2 * cov + c2) / (vx + vy + c2)
    return (2 * mx * my + c1) / (mx * mx + my * my + c1) * cs, cs


def ms_ssim(a, b):
    """Two images [C,H,W] in [-1,1]."""
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    a, b = (a + 1) * 127.5, (b + 1) * 127.5
    values = []
    while len(values) < 5 and min(a.shape[1:]) >= 2:
        maps = [ssim_maps(x, y, min(11, *x.shape)) for x, y in zip(a, b)]
        values.append([np.mean([m[k] for m in maps]) for k in (0, 1)])
        h, w = a.shape[1] // 2, a.shape[2] // 2
        a, b = (z[:, : 2 * h, : 2 * w].reshape(-1, h, 2, w, 2).mean((2, 4)) for z in (a, b))
    used = np.array(weights[: len(values)])
    if len(used) < 5:
        used /= used.sum()
    similarities = np.array([cs for _, cs in values[:-1]] + [values[-1][0]])
    return np.prod(np.maximum(similarities, 0) ** used)


def ms_ssim_fixture():
    for name, shape in {"grey": (3, 1, 64, 64), "colour": (2, 3, 20, 22), "odd": (2, 1, 27, 27)}.items():
        a = pictures(*shape)
        b = exact(np.clip(a + 0.3 * random.standard_normal(shape), -1, 1))
        b[-1] = np.roll(a[-1], 3, axis=-1)
        yield f"msssim/{name}/a", a
        yield f"msssim/{name}/b", b
        yield f"msssim/{name}/value", [ms_ssim(x, y) for x, y in zip(a, b)]


# ---------------------------------------------------------------- SWD (Karras 2018)


def down(x):
    taps = np.array([1, 4, 6, 4, 1]) / 16
    for axis in (-2, -1):
        x = ndimage.convolve1d(x, taps, axis=axis, mode="mirror")
    return x[..., ::2, ::2]


def up(x, height, width):
    taps = np.array([1, 4, 6, 4, 1]) / 8
    wide = np.zeros(x.shape[:-2] + (height, width))
    wide[..., ::2, ::2] = x
    for axis in (-2, -1):
        wide = ndimage.convolve1d(wide, taps, axis=axis, mode="mirror")
    return wide


def swd_fixture():
    for side in (64, 33):
        images = pictures(1, 1 if side == 64 else 2, side, side)
        half = down(images)
        yield f"swd/{side}/images", images
        yield f"swd/{side}/level0", images - up(half, side, side)
        if side == 64:
            quarter = down(half)
            yield "swd/64/level1", half - up(quarter, 32, 32)
            yield "swd/64/level2", quarter
        else:
            yield "swd/33/level1", half
    a = exact(random.standard_normal((40, 2, 7, 7)) * [[[[0.5]], [[2.0]]]] + [[[[3.0]], [[-1.0]]]])
    b = exact(random.uniform(-1, 1, (40, 2, 7, 7)))
    directions = random.standard_normal((5, 98))
    directions = exact(directions / np.linalg.norm(directions, axis=1, keepdims=True))
    normal = [((x - x.mean((0, 2, 3), keepdims=True)) / x.std((0, 2, 3), keepdims=True)).reshape(40, 98) for x in (a, b)]
    yield "swd/patches/a", a
    yield "swd/patches/b", b
    yield "swd/patches/directions", directions
    yield "swd/patches/distance", np.mean([stats.wasserstein_distance(normal[0] @ d, normal[1] @ d) for d in directions])


# ---------------------------------------------------------------- Parzen window (Goodfellow 2014)


def log_densities(samples, queries, sigma):
    """Of each query, the mean of scipy.stats's normal densities around the samples, in [0,1]."""
    terms = stats.norm.logpdf(queries[:, None, :], samples[None, :, :], sigma).sum(2)
    return special.logsumexp(terms, axis=1) - np.log(len(samples))


def parzen_fixture():
    samples, validation, test = (exact(random.uniform(-1, 1, (n, 12))) for n in (60, 30, 130))
    s, v, t = ((x + 1) / 2 for x in (samples, validation, test))
    sigma = max(np.logspace(-1, 0, 10), key=lambda width: log_densities(s, v, width).mean())
    values = log_densities(s, t, sigma)
    yield "parzen/samples", samples
    yield "parzen/validation", validation
    yield "parzen/test", test
    yield "parzen/densities", [log_densities(s, t, 0.1), log_densities(s, t, 0.7)]
    yield "parzen/sigma", sigma
    yield "parzen/mean", values.mean()
    yield "parzen/error", values.std() / np.sqrt(len(values))


# ---------------------------------------------------------------- memorisation (Meehan 2020)


def mann_whitney(prefix, x, y):
    test = stats.mannwhitneyu(x, y, alternative="less", method="asymptotic", use_continuity=False)
    yield f"{prefix}/x", x
    yield f"{prefix}/y", y
    yield f"{prefix}/u", test.statistic
    yield f"{prefix}/logp", np.log(test.pvalue)


def memorisation_fixture():
    yield from mann_whitney("ranks/plain", exact(random.standard_normal(37) - 0.4), exact(random.standard_normal(25)))
    yield from mann_whitney("ranks/tied", random.integers(0, 6, 50) * 1.0, random.integers(1, 8, 41) * 1.0)
    yield from mann_whitney("ranks/tail", exact(random.standard_normal(300) - 1.5), exact(random.standard_normal(280)))
    train, generated, held_out = (exact(random.standard_normal((n, 5))) for n in (90, 20, 30))
    generated = exact(train[:20] * 0.7 + generated * 0.5)
    distances = spatial.distance.cdist(generated, train)
    to_train = distances.min(1), spatial.distance.cdist(held_out, train).min(1)
    test = stats.mannwhitneyu(*to_train, alternative="less", method="asymptotic", use_continuity=False)
    yield "memory/train", train
    yield "memory/generated", generated
    yield "memory/heldOut", held_out
    yield "memory/nearest", np.argsort(distances, axis=1)[:, :3]
    yield "memory/distances", np.sort(distances, axis=1)[:, :3]
    yield "memory/medians", [np.median(d) for d in to_train]
    yield "memory/u", test.statistic
    yield "memory/p", test.pvalue


# ---------------------------------------------------------------- modes (VEEGAN, PacGAN, Metz 2017)


def modes_fixture():
    """The ring: 8 modes on a circle of radius 2, sigma 0.02; one never met, one met only from afar."""
    angles = 2 * np.pi * np.arange(8) / 8
    modes = 2 * np.stack([np.cos(angles), np.sin(angles)], 1)
    which = random.choice([0, 1, 2, 3, 4, 5], 200)
    points = exact(modes[which] + random.standard_normal((200, 2)) * 0.02 * random.choice([0.8, 3], (200, 1)))
    points = np.concatenate([points, exact(modes[[6, 6]] + 0.3)])
    tree = spatial.cKDTree(modes)
    distance, nearest = tree.query(points)
    good = distance <= 3 * 0.02
    histogram = np.bincount(nearest, minlength=8)
    yield "modes/points", points
    yield "modes/covered", np.int64(len(set(nearest[good])))
    yield "modes/good", np.int64(good.sum())
    yield "modes/histogram", histogram
    yield "modes/kl", stats.entropy(histogram, np.ones(8))
    digits = random.integers(0, 10, (500, 3)) * random.integers(0, 2, (500, 3))
    counts = np.bincount(digits @ [100, 10, 1], minlength=1000)
    yield "stacked/digits", digits
    yield "stacked/modes", np.int64((counts > 0).sum())
    yield "stacked/kl", stats.entropy(counts, np.ones(1000))


def main():
    arrays = {}
    for fixture in (ms_ssim_fixture, swd_fixture, parzen_fixture, memorisation_fixture, modes_fixture):
        arrays.update(fixture())
    write(arrays)


main()
