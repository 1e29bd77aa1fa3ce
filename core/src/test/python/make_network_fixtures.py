"""Computes networks for the Java tests to compare with: the papers' networks, written anew for PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_network_fixtures.py

It overwrites core/src/test/resources/fixtures/networks_*.safetensors. Everything is computed in float64 on inputs and
weights that float32 holds exactly.
"""

import torch
import torch.nn.functional as F
from make_fixtures import normal, write
from torch import nn


def record(tensors, name, network, x, features=None, scale=0.4):
    """y, S = Σ c·y², its gradients, P = ‖∇S‖² by the input, and P's gradients."""
    network = network.double()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(normal(*parameter.shape, scale=scale))
    for key, value in network.state_dict().items():
        tensors[f"{name}/state/{key}"] = value.clone()
    x.requires_grad_()
    names = [key for key, _ in network.named_parameters()] + ["x"]
    leaves = [*network.parameters(), x]
    y = network(x)
    c = normal(*y.shape)
    s = (c * y * y).sum()
    first = torch.autograd.grad(s, leaves, create_graph=True)
    second = torch.autograd.grad(first[-1].square().sum(), leaves)
    tensors[f"{name}/x"] = x
    tensors[f"{name}/c"] = c
    tensors[f"{name}/y"] = y
    if features is not None:
        tensors[f"{name}/features"] = features(x)
    for key, g, gg in zip(names, first, second):
        tensors[f"{name}/first/{key}"] = g
        tensors[f"{name}/second/{key}"] = gg


# ---------------------------------------------------------------- building blocks


class Stack(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.main = nn.Sequential(*modules)

    def forward(self, x):
        return self.main(x)

    def features(self, x):
        return self.main[:-1](x).flatten(1)


class Judge(Stack):
    def forward(self, x):
        return super().forward(x)[:, 0]


class Attention(nn.Module):
    """SAGAN, arXiv:1805.08318, equations 1 to 3."""

    def __init__(self, channels):
        super().__init__()
        width = max(1, channels // 8)
        self.gamma = nn.Parameter(torch.zeros(1))
        for key, shape in dict(f=(channels, width), g=(channels, width), h=(channels, width), v=(width, channels)).items():
            setattr(self, key, nn.Conv2d(*shape, 1, bias=False))

    def forward(self, x):
        s = torch.einsum("nci,ncj->nij", self.f(x).flatten(2), self.g(x).flatten(2))
        o = torch.einsum("nci,nij->ncj", self.h(x).flatten(2), s.softmax(1))
        return self.gamma * self.v(o.view(len(x), -1, *x.shape[2:])) + x


class Deviation(nn.Module):
    """Progressive GAN, arXiv:1710.10196, section 3, for a batch that is one group."""

    def forward(self, x):
        mean = (x.var(0, unbiased=False) + 1e-8).sqrt().mean()
        return torch.cat([x, mean.expand(len(x), 1, *x.shape[2:])], 1)


class Kernels(nn.Module):
    """Improved techniques, arXiv:1606.03498, section 3.2, without the sample itself."""

    def __init__(self, features, kernels=100, dimensions=5):
        super().__init__()
        self.linear = nn.Linear(features, kernels * dimensions, bias=False)
        self.shape = (kernels, dimensions)

    def forward(self, x):
        m = self.linear(x).unflatten(1, self.shape)
        rows = []
        for i in range(len(x)):
            rows.append(sum(torch.exp(-(m[i] - m[j]).abs().sum(1)) for j in range(len(x)) if j != i))
        return torch.cat([x, torch.stack(rows)], 1)


class Pixel(nn.Module):
    """Progressive GAN, section 4.2."""

    def forward(self, x):
        return x / (x.square().mean(1, keepdim=True) + 1e-8).sqrt()


# ---------------------------------------------------------------- DCGAN and points


def dcgan():
    """1×12×12 with 2 features: 6×6 → 12×12; 16×16: 4 → 8 → 16."""
    torch.manual_seed(11)
    t = {}
    generator = Stack(
        nn.Linear(5, 4 * 4 * 4),
        nn.Unflatten(1, (4, 4, 4)),
        Pixel(),
        nn.ReLU(),
        nn.ConvTranspose2d(4, 2, 4, 2, 1),
        Pixel(),
        nn.ReLU(),
        Attention(2),
        nn.ConvTranspose2d(2, 1, 4, 2, 1),
        nn.Tanh(),
    )
    record(t, "generator_pixel_attention", generator, normal(3, 5))
    discriminator = Judge(
        nn.Conv2d(2, 2, 4, 2, 1),
        nn.LeakyReLU(0.2),
        Attention(2),
        nn.Conv2d(2, 4, 4, 2, 1, bias=False),
        nn.GroupNorm(1, 4),
        nn.LeakyReLU(0.2),
        Deviation(),
        nn.Flatten(),
        nn.Linear(5 * 4 * 4, 1),
    )
    record(t, "discriminator_layer_attention_std", discriminator, normal(3, 2, 16, 16), discriminator.features)
    write("networks_dcgan", t)


def points():
    torch.manual_seed(12)
    t = {}
    generator = Stack(
        nn.Linear(3, 4, bias=False), nn.BatchNorm1d(4), nn.ReLU(),
        nn.Linear(4, 4, bias=False), nn.BatchNorm1d(4), nn.ReLU(),
        nn.Linear(4, 2),
    )  # fmt: skip
    record(t, "generator_batch", generator, normal(6, 3))
    discriminator = Judge(
        nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU(), Kernels(4), nn.Linear(104, 1)
    )  # fmt: skip
    record(t, "discriminator_kernels", discriminator, normal(6, 2), discriminator.features)
    write("networks_points", t)


if __name__ == "__main__":
    dcgan()
    points()
