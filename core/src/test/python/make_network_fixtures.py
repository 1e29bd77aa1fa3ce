"""Computes networks for the Java tests to compare with: the papers' networks, written anew for PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_network_fixtures.py

It overwrites core/src/test/resources/fixtures/network_layers.safetensors and networks_*.safetensors. Everything is computed in float64 on inputs and
weights that float32 holds exactly.
"""

import torch
import torch.nn.functional as F
from make_fixtures import layer, normal, write
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


class Bilinear(nn.Module):
    def __init__(self, side):
        super().__init__()
        self.side = side

    def forward(self, x):
        return F.interpolate(x, size=(self.side, self.side), mode="bilinear", align_corners=False)


def layers():
    torch.manual_seed(10)
    t = {}
    layer(t, "elu", nn.ELU(), normal(4, 5))
    layer(t, "resize_nearest_up", nn.Upsample(size=(6, 6)), normal(2, 2, 3, 3))
    layer(t, "resize_nearest_up_to_odd", nn.Upsample(size=(5, 5)), normal(2, 2, 3, 3))
    layer(t, "resize_nearest_down", nn.AvgPool2d(2), normal(2, 2, 6, 6))
    layer(t, "resize_bilinear_up", nn.Upsample(scale_factor=2, mode="bilinear"), normal(2, 2, 3, 3))
    layer(t, "resize_bilinear_up_to_odd", Bilinear(5), normal(2, 2, 3, 3))
    layer(t, "resize_bilinear_down", Bilinear(3), normal(2, 2, 6, 6))
    layer(t, "resize_bilinear_down_from_odd", Bilinear(3), normal(2, 2, 5, 5))
    write("network_layers", t)


# ---------------------------------------------------------------- DCGAN and points


def dcgan():
    """1×16×16 with 2 and 4 channels: 4 → 8 → 16."""
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


# ---------------------------------------------------------------- R3GAN


class Residual(nn.Module):
    def __init__(self, main, shortcut=None):
        super().__init__()
        self.main = main
        self.shortcut = shortcut or nn.Identity()

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


class GenerativeBasis(nn.Module):
    def __init__(self, latent, channels, side):
        super().__init__()
        self.basis = nn.Parameter(torch.empty(channels, side, side))
        self.linear = nn.Linear(latent, channels, bias=False)

    def forward(self, z):
        return self.basis[None] * self.linear(z)[:, :, None, None]


class DiscriminativeBasis(nn.Module):
    """The authors' depthwise convolution as large as the map."""

    def __init__(self, channels, side):
        super().__init__()
        self.basis = nn.Parameter(torch.empty(channels, side, side))

    def forward(self, x):
        return F.conv2d(x, self.basis[:, None], groups=len(self.basis))[:, :, 0, 0]


def bottleneck(width, groups):
    return Residual(
        nn.Sequential(
            nn.Conv2d(width, 2 * width, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(2 * width, 2 * width, 3, padding=1, groups=groups),
            nn.LeakyReLU(0.2),
            nn.Conv2d(2 * width, width, 1, bias=False),
        )
    )


def plain(width):
    return Residual(
        nn.Sequential(
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, width, 3, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
        )
    )


def r3gan():
    """1×9×9, two stages of one block, 2 and 4 channels, groups of 2; the light form: 3×14×14."""
    torch.manual_seed(13)
    t = {}
    generator = Stack(
        GenerativeBasis(3, 4, 5),
        bottleneck(4, 4),
        nn.Conv2d(4, 2, 1, bias=False),
        Bilinear(9),
        bottleneck(2, 2),
        nn.Conv2d(2, 1, 1, bias=False),
    )
    record(t, "generator", generator, normal(3, 3))
    discriminator = Judge(
        nn.Conv2d(2, 2, 1, bias=False),
        bottleneck(2, 2),
        Bilinear(5),
        nn.Conv2d(2, 4, 1, bias=False),
        bottleneck(4, 4),
        DiscriminativeBasis(4, 5),
        nn.Linear(4, 1, bias=False),
    )
    record(t, "discriminator", discriminator, normal(3, 2, 9, 9), discriminator.features)
    generator = Stack(
        nn.Linear(3, 4 * 7 * 7),
        nn.Unflatten(1, (4, 7, 7)),
        plain(4),
        nn.LeakyReLU(0.2),
        nn.ConvTranspose2d(4, 3, 4, 2, 1),
    )
    record(t, "light_generator", generator, normal(2, 3))
    discriminator = Judge(
        nn.Conv2d(3, 4, 4, 2, 1),
        plain(4),
        nn.AvgPool2d(2),
        plain(4),
        nn.LeakyReLU(0.2),
        DiscriminativeBasis(4, 4),
        nn.Linear(4, 1, bias=False),
    )
    record(t, "light_discriminator", discriminator, normal(2, 3, 16, 16), discriminator.features)
    write("networks_r3gan", t)


# ---------------------------------------------------------------- ResNet of SNGAN


class Sum(nn.Module):
    def forward(self, x):
        return x.sum((2, 3))


def conv(inputs, outputs, window=3):
    return nn.Conv2d(inputs, outputs, window, padding=window // 2)


def up(width):
    return Residual(
        nn.Sequential(
            nn.GroupNorm(1, width), nn.ReLU(), nn.Upsample(scale_factor=2), conv(width, width),
            nn.GroupNorm(1, width), nn.ReLU(), conv(width, width),
        ),
        nn.Sequential(conv(width, width, 1), nn.Upsample(scale_factor=2)),
    )  # fmt: skip


def down(width):
    """The paper's order: the 1×1 convolution, then the mean; the names are those of the other order."""
    shortcut = nn.Sequential(nn.Identity(), conv(width, width, 1))
    shortcut.forward = lambda x: F.avg_pool2d(shortcut[1](x), 2)
    return Residual(
        nn.Sequential(nn.ReLU(), conv(width, width), nn.ReLU(), conv(width, width), nn.AvgPool2d(2)), shortcut
    )


def same(width):
    return Residual(nn.Sequential(nn.ReLU(), conv(width, width), nn.ReLU(), conv(width, width)))


def resnet():
    """1×20×20 with 2 channels: 5, 10, 20; back: 10, 5, 5, 5."""
    torch.manual_seed(14)
    t = {}
    generator = Stack(
        nn.Linear(3, 2 * 5 * 5),
        nn.Unflatten(1, (2, 5, 5)),
        up(2),
        Attention(2),
        up(2),
        nn.GroupNorm(1, 2),
        nn.ReLU(),
        conv(2, 1),
        nn.Tanh(),
    )
    record(t, "generator", generator, normal(2, 3))
    first = Residual(
        nn.Sequential(conv(2, 2), nn.ReLU(), conv(2, 2), nn.AvgPool2d(2)),
        nn.Sequential(nn.AvgPool2d(2), conv(2, 2, 1)),
    )
    discriminator = Judge(
        first, Attention(2), down(2), same(2), same(2), Deviation(), nn.ReLU(), Sum(), nn.Linear(3, 1, bias=False)
    )
    record(t, "discriminator", discriminator, normal(2, 2, 20, 20), discriminator.features)
    write("networks_resnet", t)


# ---------------------------------------------------------------- BEGAN


def elu(*convolutions):
    return [module for convolution in convolutions for module in (convolution, nn.ELU())]


def decoder(code, outputs, n=2):
    """5×5 → 9×9."""
    return nn.Sequential(
        nn.Linear(code, n * 5 * 5),
        nn.Unflatten(1, (n, 5, 5)),
        *elu(conv(n, n), conv(n, n)),
        nn.Upsample(size=(9, 9)),
        *elu(conv(n, n), conv(n, n)),
        conv(n, outputs),
    )


class Autoencoder(nn.Module):
    def __init__(self, inputs, code, n=2):
        super().__init__()
        self.encoder = nn.Sequential(
            *elu(conv(inputs, n), conv(n, n), conv(n, n)),
            *elu(nn.Conv2d(n, 2 * n, 3, 2, 1), conv(2 * n, 2 * n), conv(2 * n, 2 * n)),
            nn.Flatten(),
            nn.Linear(2 * n * 5 * 5, code),
        )
        self.decoder = decoder(code, inputs, n)

    def forward(self, x):
        return -(x - self.decoder(self.encoder(x))).abs().flatten(1).mean(1)


def began():
    torch.manual_seed(15)
    t = {}
    generator = Stack(*decoder(3, 3))
    record(t, "generator", generator, normal(2, 3))
    discriminator = Autoencoder(3, 3)
    record(t, "discriminator", discriminator, normal(2, 3, 9, 9), discriminator.encoder)
    write("networks_began", t)


if __name__ == "__main__":
    layers()
    dcgan()
    points()
    r3gan()
    resnet()
    began()
