"""Computes the fixtures of image augmentation, by PyTorch and NumPy.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_augmentation_fixtures.py

It overwrites core/src/test/resources/fixtures/augmentation.safetensors. The formulas are written from the papers
(arXiv:2006.10738, 2006.06676, 1910.12027), step by step in float64, image by image, with drawn numbers that are fixed here;
none is taken from the Java code. With y the result: S = Σ c·y², "first" is S's gradient by the images, and "second" the
gradient of ‖first‖².
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

from make_fixtures import normal, write

N, H, W = 4, 7, 6


def record(t, name, x, function, numbers, twice=True):
    x = x.clone().requires_grad_()
    y = function(x)
    c = normal(*y.shape)
    (first,) = torch.autograd.grad((c * y * y).sum(), x, create_graph=True)
    results = {"x": x, "y": y, "c": c, "first": first}
    if twice:
        (results["second"],) = torch.autograd.grad(first.square().sum(), x)
    for key, value in results.items():
        t[f"{name}/{key}"] = value
    for key, value in numbers.items():
        t[f"{name}/{key}"] = torch.tensor(value, dtype=torch.float64)


def per_image(function):
    """Applies function(image [C,H,W], index) to each image."""
    return lambda x: torch.stack([function(image, i) for i, image in enumerate(x)])


# ---------------------------------------------------------------- DiffAugment, consistency


def colour(t):
    b, s, k = [0.25, -0.5, 0.125, 0.0], [1.5, 0.0, 0.75, 1.0], [0.5, 1.25, 1.0, 1.375]

    def one(image, i):
        image = image + b[i]
        pixel = image.mean(0, keepdim=True)
        image = (image - pixel) * s[i] + pixel
        return (image - image.mean()) * k[i] + image.mean()

    for channels in (1, 2, 3):
        numbers = {"brightness": b, "saturation": s, "contrast": k}
        record(t, f"colour/{channels}", normal(N, channels, H, W, scale=0.5), per_image(one), numbers)


def translation(t):
    right, down = [1, -1, 0, 3], [0, 1, -2, 7]

    def one(image, i):
        wide = F.pad(image, (W, W, H, H))
        return wide[:, H - down[i] : 2 * H - down[i], W - right[i] : 2 * W - right[i]]

    record(t, "translation", normal(N, 2, H, W), per_image(one), {"right": right, "down": down})


def cutout(t):
    x, y = [0, 6, 4, 3], [7, 0, 5, 2]

    def one(image, i):
        keep = torch.ones(H, W, dtype=torch.float64)
        for row in range(y[i] - H // 2 // 2, y[i] - H // 2 // 2 + H // 2):
            for column in range(x[i] - W // 2 // 2, x[i] - W // 2 // 2 + W // 2):
                if 0 <= row < H and 0 <= column < W:
                    keep[row, column] = 0
        return image * keep

    record(t, "cutout", normal(N, 2, H, W), per_image(one), {"x_centre": x, "y_centre": y})


def consistency(t):
    flip, right, down = [1, 0, 1, 0], [1, -1, 0, 3], [0, 1, -2, 4]

    def one(image, i):
        image = image.flip(2) if flip[i] else image
        wide = F.pad(image, (4, 4, 4, 4), mode="reflect")
        return wide[:, 4 - down[i] : 4 - down[i] + H, 4 - right[i] : 4 - right[i] + W]

    record(t, "consistency", normal(N, 2, H, W), per_image(one), {"flip": flip, "right": right, "down": down})


# ---------------------------------------------------------------- ADA, appendix B


def translate2d(x, y):
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], float)


def scale2d(x, y):
    return np.diag([x, y, 1.0])


def rotate2d(angle):
    return np.array([[math.cos(angle), math.sin(-angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])


def warp_one(image, g):
    """y(g·p) = x(p) for places p in pixels from the centre; bilinear, mirrored at the outermost pixels' centres."""
    channels, h, w = image.shape
    origin = translate2d((w - 1) / 2, (h - 1) / 2)
    back = np.linalg.inv(origin @ g @ np.linalg.inv(origin))
    far = 60
    rows, columns = (np.pad(np.arange(n), far, mode="reflect") for n in (h, w))
    wide = image[:, rows][:, :, columns]
    result = torch.zeros(channels, h, w, dtype=torch.float64)
    pixels = []
    for y in range(h):
        for x in range(w):
            px, py, _ = back @ np.array([x, y, 1.0])
            x0, y0 = math.floor(px), math.floor(py)
            dx, dy = px - x0, py - y0
            at = lambda column, row: wide[:, row + far, column + far]
            upper = at(x0, y0) * (1 - dx) + at(x0 + 1, y0) * dx
            lower = at(x0, y0 + 1) * (1 - dx) + at(x0 + 1, y0 + 1) * dx
            pixels.append(upper * (1 - dy) + lower * dy)
    return torch.stack(pixels, 1).reshape(result.shape)


def blit(t):
    flip, turns = [1, 0, 1, 0], [0, 1, 2, 3]
    right, down = [0.125, -0.1, 0.0, 0.05], [0.0, 0.12, -0.125, 0.01]

    def one(image, i):
        g = scale2d(1 - 2 * flip[i], 1)
        g = rotate2d(-math.pi / 2 * turns[i]) @ g
        return warp_one(image, translate2d(round(right[i] * W), round(down[i] * H)) @ g)

    numbers = {"flip": flip, "turns": turns, "right": right, "down": down}
    record(t, "blit", normal(N, 2, H, W), per_image(one), numbers, twice=False)


def geometry(t):
    # Multiples of 1/64, which float32 holds exactly.
    scale, before, aniso = [1.25, 1.0, 0.75, 1.5], [0.5, -2.0, 0.0, 3.0], [1.0, 1.25, 0.875, 1.0]
    after, right, down = [0.0, 1.0, 0.25, -0.75], [0.0, 0.125, -0.25, 0.5], [0.25, -0.0625, 0.0, 0.015625]

    def one(image, i):
        g = scale2d(scale[i], scale[i])
        g = rotate2d(-before[i]) @ g
        g = scale2d(aniso[i], 1 / aniso[i]) @ g
        g = rotate2d(-after[i]) @ g
        return warp_one(image, translate2d(right[i] * W, down[i] * H) @ g)

    numbers = {"scale": scale, "before": before, "anisotropy": aniso, "after": after, "right": right, "down": down}
    record(t, "geometry", normal(N, 2, H, W), per_image(one), numbers, twice=False)


def ada_colour(t):
    brightness, contrast, flip = [0.25, 0.0, -0.375, 0.125], [1.5, 0.5, 1.0, 0.75], [0, 1, 1, 0]
    hue, saturation = [0.0, 2.0, -1.0, 3.0], [2.0, 1.0, 0.25, 0.0]
    v = torch.tensor([[1.0, 1.0, 1.0, 0.0]], dtype=torch.float64) / math.sqrt(3)
    luma, eye = v.T @ v, torch.eye(4, dtype=torch.float64)
    cross = torch.zeros(4, 4, dtype=torch.float64)  # [v]ₓ
    for i, j, k in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        cross[i, j], cross[j, i] = -v[0, k], v[0, k]

    def matrix(i):
        c = eye.clone()
        c[:3, 3] = brightness[i]
        c = torch.diag(torch.tensor([contrast[i]] * 3 + [1.0], dtype=torch.float64)) @ c
        c = (eye - 2 * luma * flip[i]) @ c
        c = torch.linalg.matrix_exp(hue[i] * cross) @ c
        return (luma + (eye - luma) * saturation[i]) @ c

    def one(image, i):
        c = matrix(i)
        if len(image) == 3:
            ones = torch.ones(1, H * W, dtype=torch.float64)
            return (c @ torch.cat([image.reshape(3, -1), ones]))[:3].reshape(3, H, W)
        row = c[:3].mean(0)  # a grey: the mean of the rows, its three colours equal
        return image * row[:3].sum() + row[3]

    numbers = {
        "brightness": brightness, "contrast": contrast, "flip": flip, "hue": hue, "saturation": saturation,
    }  # fmt: skip
    for channels in (1, 2, 3):
        record(t, f"ada_colour/{channels}", normal(N, channels, H, W), per_image(one), numbers)


def corruption(t):
    deviation, x, y = [0.25, 0.0, 0.125, 0.0625], [0.53125, 0.03125, 0.9375, 0.28125], [0.515625, 0.96875, 0.3125, 0.0625]
    noise = normal(N, 2, H, W)

    def one(image, i):
        column, row = np.meshgrid(np.arange(W), np.arange(H))
        # A pixel is cut if its centre is less than a quarter of the side away.
        cut = (abs((column + 0.5) / W - x[i]) < 0.25) & (abs((row + 0.5) / H - y[i]) < 0.25)
        return (image + noise[i] * deviation[i]) * torch.tensor(~cut, dtype=torch.float64)

    record(t, "corruption", normal(N, 2, H, W), per_image(one), {"deviation": deviation, "x_centre": x, "y_centre": y})
    t["corruption/noise"] = noise


if __name__ == "__main__":
    torch.manual_seed(20261)
    tensors = {}
    for part in (colour, translation, cutout, consistency, blit, geometry, ada_colour, corruption):
        part(tensors)
    write("augmentation", tensors)
