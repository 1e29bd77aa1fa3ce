"""Computes networks that make images of images for the Java tests to compare with, written anew for PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_translation_fixtures.py

It overwrites core/src/test/resources/fixtures/translation_*.safetensors. Everything is computed in float64 on inputs and weights that
float32 holds exactly.
"""

import torch
import torch.nn.functional as F
from make_fixtures import layer, normal, write
from make_network_fixtures import Judge, Residual, Stack
from torch import nn


def fill(network):
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(normal(*parameter.shape, scale=0.4))
        for key, buffer in network.named_buffers():
            if key.endswith("running_mean"):
                buffer.copy_(normal(*buffer.shape, scale=0.3))
            elif key.endswith("running_var"):
                buffer.copy_(normal(*buffer.shape).abs().float().double() + 0.5)


def record(tensors, name, network, *inputs, second=False):
    """Outputs y0, y1, … of inputs x0, x1, …, S = Σ c·y², its gradients; second: P = ‖∇S‖² by x0, and P's gradients."""
    network = network.double()
    fill(network)
    for key, value in network.state_dict().items():
        tensors[f"{name}/state/{key}"] = value.clone()
    leaves = dict(network.named_parameters())
    for i, x in enumerate(inputs):
        leaves[f"x{i}"] = x.requires_grad_()
        tensors[f"{name}/x{i}"] = x
    outputs = network(*inputs)
    s = 0
    for i, y in enumerate(outputs if isinstance(outputs, tuple) else (outputs,)):
        c = normal(*y.shape)
        s = s + (c * y * y).sum()
        tensors[f"{name}/y{i}"] = y
        tensors[f"{name}/c{i}"] = c
    gradients = dict(zip(leaves, torch.autograd.grad(s, list(leaves.values()), create_graph=True)))
    for key, g in gradients.items():
        tensors[f"{name}/first/{key}"] = g
    if second:
        penalty = gradients["x0"].square().sum()
        for key, g in zip(leaves, torch.autograd.grad(penalty, list(leaves.values()))):
            tensors[f"{name}/second/{key}"] = g


# ---------------------------------------------------------------- layers


class ChannelwiseLinear(nn.Module):
    """Context encoders, arXiv:1604.07379, section 3.2: one fully connected layer a map."""

    def __init__(self, channels, side):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(channels * side * side, side * side))
        self.bias = nn.Parameter(torch.empty(channels * side * side))

    def forward(self, x):
        weights, biases = self.weight.chunk(x.shape[1]), self.bias.chunk(x.shape[1])
        maps = [F.linear(x[:, i].flatten(1), w, b) for i, (w, b) in enumerate(zip(weights, biases))]
        return torch.stack(maps, 1).view(x.shape)


def layers():
    torch.manual_seed(20)
    t = {}
    layer(t, "pixel_shuffle", nn.PixelShuffle(2), normal(2, 8, 3, 2))
    layer(t, "pixel_shuffle_by_three", nn.PixelShuffle(3), normal(1, 9, 2, 2))
    layer(t, "prelu", nn.PReLU(3), normal(2, 3, 4, 4))
    layer(t, "prelu_of_numbers", nn.PReLU(3), normal(5, 3))
    layer(t, "prelu_shared", nn.PReLU(), normal(2, 3, 4, 4))
    layer(t, "channelwise_linear", ChannelwiseLinear(3, 2), normal(4, 3, 2, 2))
    write("translation_layers", t)


# ---------------------------------------------------------------- networks


def conv(inputs, outputs, window, stride=1, bias=False):
    return nn.Conv2d(inputs, outputs, window, stride, (window - 1) // 2, bias=bias)


def up(inputs, outputs, bias=False):
    return nn.ConvTranspose2d(inputs, outputs, 4, 2, 1, bias=bias)


def instance(width):
    return nn.InstanceNorm2d(width, affine=True)


class StarTranslator(Stack):
    def forward(self, x, condition):
        planes = condition[:, :, None, None].repeat(1, 1, *x.shape[2:])
        return super().forward(torch.cat([x, planes], 1))


class StarCritic(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            conv(1, 2, 4, 2, bias=True), nn.LeakyReLU(0.01), conv(2, 4, 4, 2, bias=True), nn.LeakyReLU(0.01)
        )
        self.source = conv(4, 1, 3)
        self.domains = nn.Conv2d(4, 2, 3, bias=False)

    def forward(self, x):
        h = self.main(x)
        return self.source(h).flatten(), self.domains(h)[:, :, 0, 0]


def stargan(t):
    """1×12×8 with 2 channels, then 4 and 8, two domains, one block; judged at 12×12: 6, then 3."""
    block = Residual(nn.Sequential(conv(8, 8, 3), instance(8), nn.ReLU(), conv(8, 8, 3), instance(8)))
    translator = StarTranslator(
        conv(3, 2, 7), instance(2), nn.ReLU(),
        conv(2, 4, 4, 2), instance(4), nn.ReLU(),
        conv(4, 8, 4, 2), instance(8), nn.ReLU(),
        block,
        up(8, 4), instance(4), nn.ReLU(),
        up(4, 2), instance(2), nn.ReLU(),
        conv(2, 1, 7), nn.Tanh(),
    )  # fmt: skip
    record(t, "stargan_translator", translator, normal(2, 1, 12, 8), normal(2, 2))
    record(t, "stargan_critic", StarCritic(), normal(2, 1, 12, 12), second=True)


def srgan(t):
    """1×3×2 → 1×12×8 with 2 channels and one block; judged at 32×32 with 1, 2, 4, 8 channels."""
    block = Residual(
        nn.Sequential(conv(2, 2, 3), nn.BatchNorm2d(2), nn.PReLU(2), conv(2, 2, 3), nn.BatchNorm2d(2))
    )
    translator = Stack(
        conv(1, 2, 9, bias=True), nn.PReLU(2),
        Residual(nn.Sequential(block, conv(2, 2, 3), nn.BatchNorm2d(2))),
        conv(2, 8, 3, bias=True), nn.PixelShuffle(2), nn.PReLU(2),
        conv(2, 8, 3, bias=True), nn.PixelShuffle(2), nn.PReLU(2),
        conv(2, 1, 9, bias=True),
    )  # fmt: skip
    record(t, "srgan_translator", translator, normal(2, 1, 3, 2))
    layers = [conv(1, 1, 3, bias=True), nn.LeakyReLU(0.2)]
    for inputs, outputs, stride in [(1, 1, 2), (1, 2, 1), (2, 2, 2), (2, 4, 1), (4, 4, 2), (4, 8, 1), (8, 8, 2)]:
        layers += [conv(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs), nn.LeakyReLU(0.2)]
    head = [nn.Flatten(), nn.Linear(32, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1)]
    record(t, "srgan_discriminator", Judge(*layers, *head), normal(3, 1, 32, 32))


def context_encoder(t):
    """1×16×16 and its mask, 2 channels, then 4: 16, 8, 4 and back."""
    translator = Stack(
        conv(2, 2, 4, 2, bias=True), nn.LeakyReLU(0.2),
        conv(2, 4, 4, 2), nn.BatchNorm2d(4), nn.LeakyReLU(0.2),
        ChannelwiseLinear(4, 4),
        conv(4, 4, 1), nn.BatchNorm2d(4), nn.ReLU(),
        up(4, 2), nn.BatchNorm2d(2), nn.ReLU(),
        up(2, 1, bias=True), nn.Tanh(),
    )  # fmt: skip
    record(t, "context_encoder_translator", translator, normal(3, 2, 16, 16))


class NoisyTranslator(Stack):
    def __init__(self, plane, *modules):
        super().__init__(*modules)
        self.plane = plane

    def forward(self, x, z):
        return super().forward(torch.cat([x, self.plane(z).view(len(x), 1, *x.shape[2:])], 1))


def pixelda(t):
    """1×8×8 → 2×8×8 with 2 channels, one block, 3 numbers of noise; judged at 9×9, 5, 3, in use."""
    block = Residual(
        nn.Sequential(conv(2, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), conv(2, 2, 3), nn.BatchNorm2d(2))
    )
    translator = NoisyTranslator(
        nn.Linear(3, 64), conv(2, 2, 3, bias=True), nn.ReLU(), block, conv(2, 2, 3, bias=True), nn.Tanh()
    )
    record(t, "pixelda_translator", translator, normal(3, 1, 8, 8), normal(3, 3))
    discriminator = Judge(
        conv(2, 2, 3, bias=True), nn.LeakyReLU(0.2), nn.Dropout(0.1),
        conv(2, 4, 3, 2), nn.BatchNorm2d(4), nn.LeakyReLU(0.2), nn.Dropout(0.1),
        conv(4, 8, 3, 2), nn.BatchNorm2d(8), nn.LeakyReLU(0.2), nn.Dropout(0.1),
        nn.Flatten(), nn.Linear(8 * 3 * 3, 1),
    )  # fmt: skip
    record(t, "pixelda_discriminator", discriminator.eval(), normal(3, 2, 9, 9))


class Task(nn.Module):
    """DANN, arXiv:1505.07818, figure 4a, with 2 and 3 channels for 32 and 48."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 2, 5)
        self.second = nn.Conv2d(2, 3, 5)
        self.classifier = nn.Sequential(
            nn.Linear(12, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 3)
        )

    def forward(self, x):
        half = F.max_pool2d(F.relu(self.first(x)), 2)
        features = F.max_pool2d(F.relu(self.second(half)), 2).flatten(1)
        return self.classifier(features), features


def task(t):
    """1×20×20: 8, then 2."""
    record(t, "task", Task(), normal(2, 1, 20, 20))


if __name__ == "__main__":
    layers()
    for seed, networks in enumerate([stargan, srgan, context_encoder, pixelda, task], start=21):
        torch.manual_seed(seed)
        tensors = {}
        networks(tensors)
        write(f"translation_{networks.__name__}", tensors)
