"""Computes the fixtures that the Java tests compare with, by PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_fixtures.py

It overwrites core/src/test/resources/fixtures/*.safetensors. Layers and losses are computed in float64 on inputs that
float32 holds exactly, so that only the other side's rounding is seen; optimizers and games in float32.
"""

import copy
import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "fixtures"
NAMES = {np.dtype("float32"): "F32", np.dtype("int64"): "I64"}


def write(name, tensors):
    """The safetensors format by hand: length of the header, header, data."""
    header = {"__metadata__": {"torch": torch.__version__, "cpu": torch.backends.cpu.get_cpu_capability()}}
    data, offset = [], 0
    for key, tensor in tensors.items():
        array = tensor.detach().numpy()
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        raw = np.array(array, order="C").tobytes()
        header[key] = {
            "dtype": NAMES[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [offset, offset + len(raw)],
        }
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def normal(*shape, scale=1.0):
    """Float64 numbers that float32 holds exactly."""
    return (torch.randn(*shape) * scale).float().double()


# ---------------------------------------------------------------- layers


class Maxout(nn.Module):
    """Goodfellow et al. 2013: the largest of the pieces."""

    def __init__(self, inputs, outputs, pieces):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs * pieces)
        self.outputs, self.pieces = outputs, pieces

    def forward(self, x):
        return torch.max(self.linear(x).view(len(x), self.outputs, self.pieces), 2).values


def layer(tensors, name, module, x):
    """S = Σ c·y², its gradients, P = ‖∇S‖² by the input (an embedding: by the table), and P's gradients."""
    module = module.double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(normal(*parameter.shape, scale=0.5))
        for key, buffer in module.named_buffers():
            if key.endswith("running_mean"):
                buffer.copy_(normal(*buffer.shape, scale=0.3))
            elif key.endswith("running_var"):
                buffer.copy_(normal(*buffer.shape).abs().float().double() + 0.5)
            elif key.endswith("num_batches_tracked"):
                buffer.fill_(3)
    for key, value in module.state_dict().items():
        tensors[f"{name}/state/{key}"] = value.clone()
    names = [key for key, _ in module.named_parameters()]
    parameters = list(module.parameters())
    leaves = [*parameters]
    if x.is_floating_point():
        x.requires_grad_()
        leaves.append(x)
        names.append("x")
    y = module(x)
    c = normal(*y.shape)
    s = (c * y * y).sum()
    first = torch.autograd.grad(s, leaves, create_graph=True)
    penalty = first[-1].square().sum()
    second = torch.autograd.grad(penalty, leaves)
    tensors[f"{name}/x"] = x
    tensors[f"{name}/c"] = c
    tensors[f"{name}/y"] = y
    for key, g, gg in zip(names, first, second):
        tensors[f"{name}/first/{key}"] = g
        tensors[f"{name}/second/{key}"] = gg
    for key, buffer in module.named_buffers():
        tensors[f"{name}/after/{key}"] = buffer


def layers():
    torch.manual_seed(1)
    t = {}
    image = lambda channels=3, size=5: normal(2, channels, size, size)
    layer(t, "linear", nn.Linear(5, 3), normal(4, 5))
    layer(t, "linear_without_bias", nn.Linear(5, 3, bias=False), normal(4, 5))
    layer(t, "conv_window_3", nn.Conv2d(3, 4, 3, 2, 1), image())
    layer(t, "conv_window_4_without_bias", nn.Conv2d(3, 4, 4, 2, 1, bias=False), image(size=6))
    layer(t, "conv_transpose_window_3", nn.ConvTranspose2d(3, 2, 3, 2, 1), image(size=3))
    layer(t, "conv_transpose_window_4", nn.ConvTranspose2d(3, 2, 4, 2, 1), image(size=3))
    layer(t, "conv_transpose_without_bias", nn.ConvTranspose2d(3, 2, 4, 1, 0, bias=False), image(size=2))
    layer(t, "batch_norm_points", nn.BatchNorm1d(3), normal(6, 3))
    layer(t, "batch_norm_images", nn.BatchNorm2d(3), image(size=4))
    layer(t, "batch_norm_in_use", nn.BatchNorm2d(3).eval(), image(size=4))
    layer(t, "layer_norm", nn.LayerNorm(6), normal(4, 6))
    layer(t, "layer_norm_of_images", nn.LayerNorm([3, 4, 4]), image(size=4))
    layer(t, "instance_norm", nn.InstanceNorm2d(3, affine=True), image(size=4))
    layer(t, "group_norm", nn.GroupNorm(2, 4), image(channels=4, size=4))
    layer(t, "relu", nn.ReLU(), normal(4, 5))
    layer(t, "leaky_relu", nn.LeakyReLU(0.2), normal(4, 5))
    layer(t, "tanh", nn.Tanh(), normal(4, 5))
    layer(t, "sigmoid", nn.Sigmoid(), normal(4, 5))
    layer(t, "softplus", nn.Softplus(), normal(4, 5, scale=8))
    layer(t, "maxout", Maxout(5, 3, 4), normal(4, 5))
    layer(t, "embedding", nn.Embedding(6, 3), torch.tensor([4, 0, 4, 1]))
    layer(t, "flatten", nn.Flatten(), image(size=3))
    layer(t, "reshape", nn.Unflatten(1, (3, 2, 2)), normal(2, 12))
    layer(t, "upsample_nearest", nn.Upsample(scale_factor=2, mode="nearest"), image(size=3))
    layer(t, "upsample_bilinear", nn.Upsample(scale_factor=2, mode="bilinear"), image(size=3))
    layer(
        t,
        "sequence",
        nn.Sequential(
            nn.Conv2d(3, 4, 4, 2, 1, bias=False),
            nn.BatchNorm2d(4),
            nn.LeakyReLU(0.2),
            nn.Sequential(nn.Flatten(), nn.Linear(36, 2)),
        ),
        image(size=6),
    )
    write("layers", t)


# ---------------------------------------------------------------- losses


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


LOSSES = {
    "MINIMAX": (lambda r, f, t: bce(r, t) + bce(f, 0), lambda f: F.logsigmoid(-f).mean()),
    "NON_SATURATING": (lambda r, f, t: bce(r, t) + bce(f, 0), lambda f: bce(f, 1)),
    "LEAST_SQUARES": (
        lambda r, f, t: 0.5 * F.mse_loss(r, torch.full_like(r, t)) + 0.5 * F.mse_loss(f, torch.zeros_like(f)),
        lambda f: 0.5 * F.mse_loss(f, torch.ones_like(f)),
    ),
    "WASSERSTEIN": (lambda r, f, t: -(r.mean() - f.mean()), lambda f: -f.mean()),
    "HINGE": (
        lambda r, f, t: -torch.clamp(r - 1, max=0).mean() - torch.clamp(-f - 1, max=0).mean(),
        lambda f: -f.mean(),
    ),
    "FOCAL": (
        lambda r, f, t: (-((1 - r.sigmoid()) ** 2) * r.sigmoid().log() - f.sigmoid() ** 2 * (1 - f.sigmoid()).log()).mean(),
        lambda f: (-((1 - f.sigmoid()) ** 2) * f.sigmoid().log()).mean(),
    ),
    "RELATIVISTIC_PAIRING": (lambda r, f, t: F.softplus(f - r).mean(), lambda r, f: F.softplus(r - f).mean()),
    "RELATIVISTIC_AVERAGE": (
        lambda r, f, t: 0.5 * (bce(r - f.mean(), 1) + bce(f - r.mean(), 0)),
        lambda r, f: 0.5 * (bce(f - r.mean(), 1) + bce(r - f.mean(), 0)),
    ),
    "RELATIVISTIC_AVERAGE_LEAST_SQUARES": (
        lambda r, f, t: 0.5 * ((r - f.mean() - 1) ** 2).mean() + 0.5 * ((f - r.mean() + 1) ** 2).mean(),
        lambda r, f: 0.5 * ((f - r.mean() - 1) ** 2).mean() + 0.5 * ((r - f.mean() + 1) ** 2).mean(),
    ),
}


def losses():
    """Logits are h + h³/10, so that every loss can be differentiated twice by h."""
    torch.manual_seed(2)
    t = {"real": normal(8, scale=1.5), "fake": normal(8, scale=1.5)}
    logits = lambda h: h + h**3 / 10

    def record(name, function, *inputs):
        leaves = [h.clone().requires_grad_() for h in inputs]
        loss = function(*[logits(h) for h in leaves])
        first = torch.autograd.grad(loss, leaves, create_graph=True)
        second = torch.autograd.grad(sum(g.square().sum() for g in first), leaves)
        t[f"{name}/value"] = loss
        for key, g, gg in zip(("real", "fake")[-len(leaves) :], first, second):
            t[f"{name}/first/{key}"] = g
            t[f"{name}/second/{key}"] = gg

    for name, (discriminator, generator) in LOSSES.items():
        record(f"{name}/discriminator/1.0", lambda r, f: discriminator(r, f, 1.0), t["real"], t["fake"])
        record(f"{name}/discriminator/0.9", lambda r, f: discriminator(r, f, 0.9), t["real"], t["fake"])
        inputs = (t["real"], t["fake"]) if name.startswith("RELATIVISTIC") else (t["fake"],)
        record(f"{name}/generator", generator, *inputs)
    write("losses", t)


# ---------------------------------------------------------------- optimizers

STEPS = 5
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, 0.1),
    "sgd_momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
    "sgd_momentum_decay": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, weight_decay=0.01),
    "adam": lambda p: torch.optim.Adam(p, 2e-4, betas=(0.5, 0.999), fused=True),
    "adam_decay": lambda p: torch.optim.Adam(p, 0.01, betas=(0.9, 0.99), weight_decay=0.1, fused=True),
    "adamw": lambda p: torch.optim.AdamW(p, 0.01, betas=(0.9, 0.99), weight_decay=0.1, fused=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.99),
    "rmsprop_momentum": lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9, momentum=0.8),
}


def optimizers():
    torch.manual_seed(3)
    shapes = {"a": (13, 17), "b": (5,)}
    start = {key: torch.randn(shape) for key, shape in shapes.items()}
    gradients = [{key: torch.randn(shape) for key, shape in shapes.items()} for _ in range(STEPS)]
    t = {f"start/{key}": value for key, value in start.items()}
    for i, step in enumerate(gradients):
        t.update({f"gradient/{i}/{key}": value for key, value in step.items()})
    for name, make in OPTIMIZERS.items():
        parameters = {key: nn.Parameter(value.clone()) for key, value in start.items()}
        optimizer = make(list(parameters.values()))
        for step in gradients:
            for key, parameter in parameters.items():
                parameter.grad = step[key].clone()
            optimizer.step()
        t.update({f"{name}/{key}": value for key, value in parameters.items()})
    write("optimizers", t)


# ---------------------------------------------------------------- random numbers


def numbers():
    t = {}
    for seed in (7, 1234567890123):
        g = torch.Generator().manual_seed(seed)
        t[f"{seed}/normal_32x6"] = torch.randn(32, 6, generator=g)
        t[f"{seed}/normal_then_3"] = torch.randn(3, generator=g)
        t[f"{seed}/uniform_then_5x4"] = torch.empty(5, 4).uniform_(-1, 1, generator=g)
        t[f"{seed}/bernoulli_then_9"] = torch.empty(9).bernoulli_(0.3, generator=g)
        t[f"{seed}/integers_then_10"] = torch.empty(10).random_(100, generator=g).long()
    write("numbers", t)


# ---------------------------------------------------------------- whole games


class Stack(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.main = nn.Sequential(*modules)

    def forward(self, x):
        return self.main(x)


def dcgan16(latent=6):
    """DCGAN for 1×16×16 with 4 features: 4×4 → 8×8 → 16×16."""
    generator = Stack(
        nn.Linear(latent, 8 * 4 * 4, bias=False),
        nn.Unflatten(1, (8, 4, 4)),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.ConvTranspose2d(8, 4, 4, 2, 1, bias=False),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.ConvTranspose2d(4, 1, 4, 2, 1),
        nn.Tanh(),
    )
    discriminator = Stack(
        nn.Conv2d(1, 4, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(4, 8, 4, 2, 1, bias=False),
        nn.BatchNorm2d(8),
        nn.LeakyReLU(0.2),
        nn.Flatten(),
        nn.Linear(8 * 4 * 4, 1),
    )
    return generator, discriminator


def points(latent=6, hidden=16):
    mlp = lambda i, o: Stack(
        nn.Linear(i, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, o)
    )
    return mlp(latent, 2), mlp(2, 1)


def game(name, networks, real, k, loss, target, make, iterations, seed=7, ema=None, clip=None):
    """Algorithm 1 of Goodfellow et al. 2014, written as PyTorch's users write it."""
    generator, discriminator = networks
    t = {}
    for player, network in (("generator", generator), ("discriminator", discriminator)):
        t.update({f"before/{player}/{key}": value.clone() for key, value in network.state_dict().items()})
    average = copy.deepcopy(generator)
    g_optimizer, d_optimizer = make(generator.parameters()), make(discriminator.parameters())
    d_loss, g_loss = LOSSES[loss]
    draws = torch.Generator().manual_seed(seed)
    m = real.shape[1] // k
    scores = []
    for iteration in range(iterations):
        for i in range(k):
            x = real[iteration, i * m : (i + 1) * m]
            fake = generator(torch.randn(m, 6, generator=draws)).detach()
            on_real, on_fake = discriminator(x).flatten(), discriminator(fake).flatten()
            d_value = d_loss(on_real, on_fake, target)
            d_optimizer.zero_grad()
            d_value.backward()
            d_optimizer.step()
            if clip:
                with torch.no_grad():
                    for p in discriminator.parameters():
                        p.clamp_(-clip, clip)
        g_value = g_loss(discriminator(generator(torch.randn(m, 6, generator=draws))).flatten())
        g_optimizer.zero_grad()
        g_value.backward()
        g_optimizer.step()
        if ema:
            with torch.no_grad():
                for p, q in zip(average.parameters(), generator.parameters()):
                    p.copy_(ema * p + (1 - ema) * q)
                for p, q in zip(average.buffers(), generator.buffers()):
                    p.copy_(q)
        scores.append([d_value.item(), g_value.item(), on_real.mean().item(), on_fake.mean().item()])
    t["real"] = real
    t["scores"] = torch.tensor(scores)
    for player, network in (("generator", generator), ("discriminator", discriminator), ("average", average)):
        t.update({f"after/{player}/{key}": value for key, value in network.state_dict().items()})
    write(name, t)


def games():
    torch.manual_seed(4)
    game(
        "game_dcgan", dcgan16(), torch.tanh(torch.randn(1, 16, 1, 16, 16)), 2, "NON_SATURATING", 0.9,
        lambda p: torch.optim.SGD(p, 0.05), 1, ema=0.75,
    )
    game(
        "game_points", points(), torch.randn(3, 32, 2), 1, "NON_SATURATING", 1.0,
        lambda p: torch.optim.Adam(p, 1e-3, betas=(0.5, 0.999), fused=True), 3, ema=0.9,
    )
    game(
        "game_wasserstein", points(), torch.randn(2, 80, 2), 5, "WASSERSTEIN", 1.0,
        lambda p: torch.optim.RMSprop(p, 5e-4), 2, clip=0.1,
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    layers()
    losses()
    optimizers()
    numbers()
    games()
    for path in sorted(TARGET.iterdir()):
        print(f"{path.stat().st_size:8d} {path.name}")
