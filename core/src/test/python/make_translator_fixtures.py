"""Computes translators for the Java tests to compare with: pix2pix's and CycleGAN's networks, written anew for PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_translator_fixtures.py

It overwrites core/src/test/resources/fixtures/translator_layers.safetensors and translators_*.safetensors. Everything is
computed in float64 on inputs and weights that float32 holds exactly.
"""

import torch
from make_fixtures import layer, normal, write
from make_network_fixtures import Residual, Stack, record
from torch import nn


def layers():
    torch.manual_seed(20)
    t = {}
    layer(t, "reflection_pad_1", nn.ReflectionPad2d(1), normal(2, 2, 2, 3))
    layer(t, "reflection_pad_3", nn.ReflectionPad2d(3), normal(2, 1, 5, 4))
    layer(t, "conv_transpose_output_padding", nn.ConvTranspose2d(3, 2, 3, 2, 1, 1), normal(2, 3, 3, 2))
    layer(t, "conv_transpose_stride_3", nn.ConvTranspose2d(2, 2, 3, 3, 0, 2, bias=False), normal(2, 2, 2, 2))
    layer(t, "instance_norm_alone", nn.InstanceNorm2d(3), normal(2, 3, 4, 4))
    write("translator_layers", t)


# ---------------------------------------------------------------- pix2pix


class UNet(nn.Module):
    """All steps down, then all steps up with the maps that were met on the way, innermost first."""

    def __init__(self, inputs, outputs, widths, norm):
        super().__init__()
        self.norm = norm
        self.depth = len(widths)
        last = self.depth - 1
        plain = norm is None
        for i, width in enumerate(widths):
            before = widths[i - 1] if i else inputs
            setattr(self, f"down{i}", nn.Conv2d(before, width, 4, 2, 1, bias=plain or i in (0, last)))
            setattr(self, f"down_norm{i}", norm(width) if norm and 0 < i < last else nn.Identity())
            given = width if i == last else 2 * width
            after = widths[i - 1] if i else outputs
            setattr(self, f"up{i}", nn.ConvTranspose2d(given, after, 4, 2, 1, bias=plain or i == 0))
            setattr(self, f"up_norm{i}", norm(after) if norm and i else nn.Identity())

    def forward(self, x):
        maps = []
        for i in range(self.depth):
            y = nn.functional.leaky_relu(maps[-1], 0.2) if i else x
            maps.append(getattr(self, f"down_norm{i}")(getattr(self, f"down{i}")(y)))
        y = maps.pop()
        for i in reversed(range(self.depth)):
            y = getattr(self, f"up_norm{i}")(getattr(self, f"up{i}")(y.relu()))
            if i:
                y = torch.cat([maps.pop(), y], 1)
        return y.tanh()

    def name(self, part, i):
        """Where the Java network, in which each level holds the next, has a part."""
        last = self.depth - 1
        indices = ["leak", "conv", "norm", "inner", "relu", "up", "up_norm"]
        if i == 0:
            indices.remove("leak")
        if self.norm is None or i in (0, last):
            indices.remove("norm")
        if i == last:
            indices.remove("inner")
        here = indices.index({"down": "conv", "down_norm": "norm"}.get(part, part))
        above = (3 if self.norm else 2,) * (i - 1)
        path = "".join(f".{k}.inner" for k in ((1, *above) if i else ()))
        return f"main{path}.{here}"

    def renamed(self, key):
        for i in range(self.depth):
            for part in ("down_norm", "up_norm", "down", "up"):
                if f"/{part}{i}." in key:
                    return key.replace(f"/{part}{i}.", f"/{self.name(part, i)}.")
        return key


def unet(t, name, network, x, **how):
    own = {}
    record(own, name, network, x, **how)
    t.update({network.renamed(key): value for key, value in own.items()})


class Patches(Stack):
    def forward(self, x):
        return super().forward(x)[:, 0].reshape(-1)


def pix2pix():
    """A U-Net of depth 3 with 2, 4, 4 channels; patches by 2, 4, 4 channels and by 2, 4."""
    torch.manual_seed(21)
    t = {}
    unet(t, "unet_batch", UNet(2, 1, (2, 4, 4), nn.BatchNorm2d), normal(2, 2, 8, 8))
    unet(t, "unet_instance", UNet(1, 3, (2, 4, 4), nn.InstanceNorm2d), normal(2, 1, 16, 8))
    unet(t, "unet_none", UNet(1, 1, (2, 3, 3, 3), None), normal(1, 1, 16, 16), scale=0.2)
    patches = Patches(
        nn.Conv2d(3, 2, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(2, 4, 4, 2, 1, bias=False), nn.InstanceNorm2d(4), nn.LeakyReLU(0.2),
        nn.Conv2d(4, 4, 4, 1, 1, bias=False), nn.InstanceNorm2d(4), nn.LeakyReLU(0.2),
        nn.Conv2d(4, 1, 4, 1, 1),
    )  # fmt: skip
    record(t, "patch_gan_instance", patches, normal(2, 3, 16, 20), patches.features)
    patches = Patches(
        nn.Conv2d(1, 2, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(2, 4, 4, 1, 1, bias=False), nn.BatchNorm2d(4), nn.LeakyReLU(0.2),
        nn.Conv2d(4, 1, 4, 1, 1),
    )  # fmt: skip
    record(t, "patch_gan_batch", patches, normal(2, 1, 8, 6), patches.features)
    write("translators_pix2pix", t)


# ---------------------------------------------------------------- CycleGAN


def residual(width, norm):
    bias = norm is None
    half = lambda: [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, bias=bias), *([norm(width)] if norm else [])]
    return Residual(nn.Sequential(*half(), nn.ReLU(), *half()))


def cyclegan():
    """2, 4, 8 channels and back; two residual blocks and one."""
    torch.manual_seed(22)
    t = {}
    norm = nn.InstanceNorm2d
    network = Stack(
        nn.ReflectionPad2d(3), nn.Conv2d(3, 2, 7, bias=False), norm(2), nn.ReLU(),
        nn.Conv2d(2, 4, 3, 2, 1, bias=False), norm(4), nn.ReLU(),
        nn.Conv2d(4, 8, 3, 2, 1, bias=False), norm(8), nn.ReLU(),
        residual(8, norm), residual(8, norm),
        nn.ConvTranspose2d(8, 4, 3, 2, 1, 1, bias=False), norm(4), nn.ReLU(),
        nn.ConvTranspose2d(4, 2, 3, 2, 1, 1, bias=False), norm(2), nn.ReLU(),
        nn.ReflectionPad2d(3), nn.Conv2d(2, 1, 7), nn.Tanh(),
    )  # fmt: skip
    record(t, "resnet_instance", network, normal(1, 3, 12, 16), scale=0.2)
    network = Stack(
        nn.ReflectionPad2d(3), nn.Conv2d(1, 1, 7), nn.ReLU(),
        nn.Conv2d(1, 2, 3, 2, 1), nn.ReLU(),
        nn.Conv2d(2, 4, 3, 2, 1), nn.ReLU(),
        residual(4, None),
        nn.ConvTranspose2d(4, 2, 3, 2, 1, 1), nn.ReLU(),
        nn.ConvTranspose2d(2, 1, 3, 2, 1, 1), nn.ReLU(),
        nn.ReflectionPad2d(3), nn.Conv2d(1, 2, 7), nn.Tanh(),
    )  # fmt: skip
    record(t, "resnet_none", network, normal(2, 1, 8, 8), scale=0.2)
    write("translators_cyclegan", t)


if __name__ == "__main__":
    layers()
    pix2pix()
    cyclegan()
