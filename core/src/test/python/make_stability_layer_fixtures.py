"""Computes the fixture of the layers that keep a game stable, by PyTorch: weight forms, normalisations, minibatch layers,
self-attention, residual blocks.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_stability_layer_fixtures.py

It overwrites core/src/test/resources/fixtures/stability_layers.safetensors. Where PyTorch has the layer it is PyTorch's, else
it is written here from the paper. In float64, as make_fixtures.py's layers.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parametrizations, spectral_norm

from make_fixtures import layer, normal, write


def renamed(tensors, name, module, x, names):
    """As `layer`, with PyTorch's names of parameters and buffers replaced by ours."""
    recorded = {}
    layer(recorded, name, module, x)
    for key, value in recorded.items():
        for theirs, ours in names.items():
            if key.endswith("/" + theirs) or key.endswith("." + theirs):
                key = key[: -len(theirs)] + ours
        tensors[key] = value


SPECTRAL = {"weight_orig": "weight"}
WEIGHT_NORM = {"parametrizations.weight.original0": "weight_g", "parametrizations.weight.original1": "weight"}


class Equalized(nn.Module):
    """ProGAN, section 4.1."""

    def __init__(self, module, gain):
        super().__init__()
        self.module, self.gain = module, gain

    def forward(self, x):
        m = self.module
        if isinstance(m, nn.Linear):
            return F.linear(x, m.weight * (self.gain / math.sqrt(m.in_features)), m.bias)
        fan_in = m.in_channels * m.kernel_size[0] * m.kernel_size[1]
        weight = m.weight * (self.gain / math.sqrt(fan_in))
        operation = F.conv_transpose2d if isinstance(m, nn.ConvTranspose2d) else F.conv2d
        return operation(x, weight, m.bias, m.stride, m.padding)


class PixelNorm(nn.Module):
    """ProGAN, section 4.2."""

    def forward(self, x):
        return x * torch.rsqrt(torch.mean(x**2, dim=1, keepdim=True) + 1e-8)


class VirtualBatchNorm(nn.Module):
    """Salimans et al. 2016, section 3.5: means and mean squares combined, as the authors compute it."""

    def __init__(self, channels, rows):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))
        self.rows = rows

    def forward(self, x):
        shape = [1, -1] + [1] * (x.dim() - 2)
        pixels = tuple(range(2, x.dim()))
        mean_of = lambda t, dims: t.mean(dims, keepdim=True) if dims else t
        reference, rest = x[: self.rows], x[self.rows :]
        mean, mean_sq = mean_of(reference, (0, *pixels)), mean_of(reference**2, (0, *pixels))
        new = 1 / (self.rows + 1)
        live_mean = new * mean_of(rest, pixels) + (1 - new) * mean
        live_mean_sq = new * mean_of(rest**2, pixels) + (1 - new) * mean_sq
        normalise = lambda t, m, m2: (t - m) / torch.sqrt(1e-5 + m2 - m**2)
        y = torch.cat([normalise(reference, mean, mean_sq), normalise(rest, live_mean, live_mean_sq)])
        return y * self.weight.view(shape) + self.bias.view(shape)


class MinibatchStd(nn.Module):
    """ProGAN, section 3."""

    def forward(self, x):
        n, c, h, w = x.shape
        g = 4 if n % 4 == 0 else n
        y = x.view(g, n // g, c, h, w)
        y = (y.var(0, correction=0) + 1e-8).sqrt().mean((1, 2, 3))
        return torch.cat([x, y.repeat(g).view(n, 1, 1, 1).expand(n, 1, h, w)], 1)


class MinibatchDiscrimination(nn.Module):
    """Salimans et al. 2016, section 3.2, without the sample itself."""

    def __init__(self, features, kernels, dimensions):
        super().__init__()
        self.linear = nn.Linear(features, kernels * dimensions, bias=False)
        self.kernels = kernels

    def forward(self, x):
        m = self.linear(x).view(len(x), self.kernels, -1)
        o = torch.stack(
            [sum(torch.exp(-(m[i] - m[j]).abs().sum(1)) for j in range(len(x)) if j != i) for i in range(len(x))]
        )
        return torch.cat([x, o], 1)


class SelfAttention(nn.Module):
    """SAGAN, equations 1 to 3."""

    def __init__(self, channels):
        super().__init__()
        conv = lambda i, o: nn.Conv2d(i, o, 1, bias=False)
        width = max(1, channels // 8)
        self.gamma = nn.Parameter(torch.zeros(1))
        self.f, self.g, self.h, self.v = *(conv(channels, width) for _ in range(3)), conv(width, channels)

    def forward(self, x):
        f, g, h = self.f(x).flatten(2), self.g(x).flatten(2), self.h(x).flatten(2)
        beta = torch.einsum("nci,ncj->nji", f, g).softmax(2)
        o = torch.einsum("nji,nci->ncj", beta, h).view(len(x), -1, *x.shape[2:])
        return self.gamma * self.v(o) + x


class Residual(nn.Module):
    def __init__(self, main, shortcut):
        super().__init__()
        self.main, self.shortcut = main, shortcut

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


def layers(t):
    image = lambda channels=3, size=5, n=2: normal(n, channels, size, size)
    layer(t, "grouped_conv", nn.Conv2d(4, 6, 3, 2, 1, groups=2), image(4, 4))
    layer(t, "depthwise_conv", nn.Conv2d(3, 3, 3, 1, 1, groups=3, bias=False), image(3, 3))
    renamed(t, "spectral_linear", spectral_norm(nn.Linear(5, 3)), normal(4, 5), SPECTRAL)
    renamed(t, "spectral_linear_in_use", spectral_norm(nn.Linear(5, 3)).eval(), normal(4, 5), SPECTRAL)
    renamed(t, "spectral_conv", spectral_norm(nn.Conv2d(3, 4, 3, 2, 1)), image(size=4), SPECTRAL)
    renamed(
        t, "spectral_conv_transpose", spectral_norm(nn.ConvTranspose2d(3, 2, 4, 2, 1)), image(size=3), SPECTRAL
    )
    renamed(t, "weight_norm_linear", parametrizations.weight_norm(nn.Linear(5, 3)), normal(4, 5), WEIGHT_NORM)
    renamed(t, "weight_norm_conv", parametrizations.weight_norm(nn.Conv2d(3, 4, 3, 2, 1)), image(size=4), WEIGHT_NORM)
    renamed(
        t,
        "weight_norm_conv_transpose",
        parametrizations.weight_norm(nn.ConvTranspose2d(3, 2, 4, 2, 1), dim=1),
        image(size=3),
        WEIGHT_NORM,
    )
    root = math.sqrt(2)
    equalized = nn.Sequential(
        Equalized(nn.ConvTranspose2d(3, 2, 4, 2, 1), root),
        nn.LeakyReLU(0.2),
        Equalized(nn.Conv2d(2, 4, 3, 2, 1), root),
        nn.LeakyReLU(0.2),
        nn.Flatten(),
        Equalized(nn.Linear(36, 2), 1),
    )
    renamed(t, "equalized", equalized, image(size=3), {f"module.{k}": k for k in ("weight", "bias")})
    layer(t, "norm_none", nn.Identity(), normal(6, 4))
    layer(t, "norm_batch", nn.BatchNorm2d(4), image(4, 3))
    layer(t, "norm_layer_points", nn.GroupNorm(1, 4), normal(6, 4))
    layer(t, "norm_layer_images", nn.GroupNorm(1, 4), image(4, 3))
    layer(t, "norm_instance", nn.InstanceNorm2d(4, affine=True), image(4, 3))
    layer(t, "norm_group_points", nn.GroupNorm(2, 74), normal(2, 74))
    layer(t, "norm_group_images", nn.GroupNorm(32, 64), image(64, 2, 1))
    layer(t, "norm_pixel_points", PixelNorm(), normal(6, 4))
    layer(t, "norm_pixel_images", PixelNorm(), image(4, 3))
    layer(t, "norm_virtual_batch_points", VirtualBatchNorm(4, 3), normal(6, 4))
    layer(t, "norm_virtual_batch_images", VirtualBatchNorm(4, 3), image(4, 3, 5))
    layer(t, "minibatch_std", MinibatchStd(), image(2, 2, 8))
    layer(t, "minibatch_std_of_whole_batch", MinibatchStd(), image(3, 2, 6))
    layer(t, "minibatch_discrimination", MinibatchDiscrimination(5, 3, 2), normal(6, 5, scale=0.4))
    layer(t, "self_attention", SelfAttention(16), image(16, 2))
    block = Residual(
        nn.Sequential(nn.Identity(), nn.LeakyReLU(0.2), nn.Conv2d(3, 4, 3, 1, 1), nn.AvgPool2d(2)),
        nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(3, 4, 1, bias=False)),
    )
    layer(t, "residual", nn.Sequential(block, Residual(nn.Identity(), nn.Identity()), nn.Flatten()), image(size=4))
    layer(t, "avg_pool", nn.AvgPool2d(2), image(2, 5))


def three_forwards(t):
    """A discriminator runs three times before gradients are taken, then once in use."""
    module = spectral_norm(nn.Conv2d(3, 4, 3, 2, 1)).double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(normal(*parameter.shape, scale=0.5))
    t["three/state/weight"] = module.weight_orig.clone()
    for key in ("bias", "weight_u", "weight_v"):
        t[f"three/state/{key}"] = getattr(module, key).clone()
    total = 0
    for i in range(3):
        x, c = normal(2, 3, 5, 5), normal(2, 4, 3, 3)
        y = module(x)
        total = total + (c * y * y).sum()
        t.update({f"three/x/{i}": x, f"three/c/{i}": c, f"three/y/{i}": y})
    t["three/gradient"], = torch.autograd.grad(total, [module.weight_orig])
    t["three/after/weight_u"], t["three/after/weight_v"] = module.weight_u, module.weight_v
    module.eval()
    t["three/in_use"] = module(t["three/x/0"])


def converged(t):
    """PyTorch's newer implementation, whose iterations begin with the other vector, after many of them."""
    module = nn.Conv2d(3, 4, 3, 2, 1, bias=False).double()
    with torch.no_grad():
        module.weight.copy_(normal(*module.weight.shape, scale=0.5))
    t["converged/weight"] = module.weight.clone()
    module = parametrizations.spectral_norm(module, n_power_iterations=1000)
    t["converged/effective"] = module.weight


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(11)
    tensors = {}
    layers(tensors)
    three_forwards(tensors)
    converged(tensors)
    write("stability_layers", tensors)
