"""The peer of TranslationStep.java: pix2pix and CycleGAN in plain PyTorch, eager, written as the authors' public code is:
activations in place, no gradients of the discriminators' weights in the generators' turn, one optimizer for both networks.

Arguments: pix2pix or cyclegan, batch, side of the images, features, U-Net's depth or residual blocks, batch, instance or instance-plain (norm).
Reads a number of steps a line from standard input, runs them, answers with their times in milliseconds on one line.
"""
import functools
import itertools
import random
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

MAX_FEATURES, PATCH_LAYERS = 512, 3
LAMBDA_L1 = 100
LAMBDA_CYCLE, IDENTITY, POOL = 10, 0.5, 50


class Level(nn.Module):
    """One level of U-Net: a step down, all levels below, a step up; joined with its input but for the outermost."""

    def __init__(self, outer, inner, below, place, norm, dropped):
        super().__init__()
        outermost, innermost = place == "outermost", place == "innermost"
        down = nn.Conv2d(3 if outermost else outer, inner, 4, 2, 1, bias=outermost or innermost)
        up = nn.ConvTranspose2d(inner * (1 if innermost else 2), outer, 4, 2, 1, bias=outermost)
        layers = [down] if outermost else [nn.LeakyReLU(0.2, True), down]
        if not outermost and not innermost:
            layers += [norm(inner)]
        layers += ([] if innermost else [below]) + [nn.ReLU(True), up]
        layers += [nn.Tanh()] if outermost else [norm(outer)]
        if dropped:
            layers += [nn.Dropout(0.5)]
        self.outermost = outermost
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x) if self.outermost else torch.cat([x, self.model(x)], 1)


def unet(features, depth, norm):
    width = [min(features << i, MAX_FEATURES) for i in range(depth)]
    dropped = max(0, min(3, depth - 4))
    net = Level(width[-2], width[-1], None, "innermost", norm, False)
    for i in reversed(range(1, depth - 1)):
        net = Level(width[i - 1], width[i], net, "between", norm, i >= depth - 1 - dropped)
    return Level(3, width[0], net, "outermost", norm, False)


class Block(nn.Module):
    def __init__(self, width, norm):
        super().__init__()
        half = lambda: [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, bias=False), norm(width)]
        self.main = nn.Sequential(*half(), nn.ReLU(True), *half())

    def forward(self, x):
        return x + self.main(x)


def resnet(features, blocks, norm):
    finish = lambda width: [norm(width), nn.ReLU(True)]
    layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, features, 7, bias=False), *finish(features)]
    for width in (features, 2 * features):
        layers += [nn.Conv2d(width, 2 * width, 3, 2, 1, bias=False), *finish(2 * width)]
    layers += [Block(4 * features, norm) for _ in range(blocks)]
    for width in (4 * features, 2 * features):
        layers += [nn.ConvTranspose2d(width, width // 2, 3, 2, 1, 1, bias=False), *finish(width // 2)]
    return nn.Sequential(*layers, nn.ReflectionPad2d(3), nn.Conv2d(features, 3, 7), nn.Tanh())


def patch_gan(inputs, features, norm):
    layers, width = [nn.Conv2d(inputs, features, 4, 2, 1), nn.LeakyReLU(0.2, True)], features
    for i in range(1, PATCH_LAYERS + 1):
        last, width = width, min(features << i, MAX_FEATURES)
        layers += [nn.Conv2d(last, width, 4, 2 if i < PATCH_LAYERS else 1, 1, bias=False), norm(width), nn.LeakyReLU(0.2, True)]
    return nn.Sequential(*layers, nn.Conv2d(width, 1, 4, 1, 1))


def initialised(net):
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0, 0.02)
    return net


def adam(*nets, lr):
    return torch.optim.Adam(itertools.chain(*(net.parameters() for net in nets)), lr=lr, betas=(0.5, 0.999), fused=True)


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def square(logits, target):
    return F.mse_loss(logits, torch.full_like(logits, target))


class Pool:
    """The authors' image buffer."""

    def __init__(self):
        self.images = []

    def exchange(self, fresh):
        given = []
        for image in fresh.detach().unbind():
            if len(self.images) < POOL:
                self.images.append(image)
                given.append(image)
            elif random.random() < 0.5:
                given.append(image)
            else:
                place = random.randrange(POOL)
                given.append(self.images[place])
                self.images[place] = image
        return torch.stack(given)


def pix2pix(x, y, features, depth, norm):
    g, d = initialised(unet(features, depth, norm)), initialised(patch_gan(6, features, norm))
    adam_g, adam_d = adam(g, lr=2e-4), adam(d, lr=1e-4)

    def step():
        fake = g(x)
        d.requires_grad_(True)
        adam_d.zero_grad(set_to_none=True)
        loss_d = bce(d(torch.cat([x, y], 1)), 1.0) + bce(d(torch.cat([x, fake.detach()], 1)), 0.0)
        loss_d.backward()
        adam_d.step()
        d.requires_grad_(False)
        adam_g.zero_grad(set_to_none=True)
        loss_g = bce(d(torch.cat([x, fake], 1)), 1.0) + LAMBDA_L1 * F.l1_loss(fake, y)
        loss_g.backward()
        adam_g.step()
        return loss_d.item(), loss_g.item()

    return step


def cyclegan(a, b, features, blocks, norm):
    there, back = (initialised(resnet(features, blocks, norm)) for _ in range(2))
    judge_b, judge_a = (initialised(patch_gan(3, features, norm)) for _ in range(2))
    adam_g, adam_d = adam(there, back, lr=2e-4), adam(judge_a, judge_b, lr=2e-4)
    pool_b, pool_a = Pool(), Pool()

    def loss_of_judge(judge, real, fake):
        loss = 0.5 * (square(judge(real), 1.0) + square(judge(fake), 0.0))
        loss.backward()
        return loss

    def step():
        fake_b = there(a)
        again_a = back(fake_b)
        fake_a = back(b)
        again_b = there(fake_a)
        judge_a.requires_grad_(False)
        judge_b.requires_grad_(False)
        adam_g.zero_grad(set_to_none=True)
        identity = F.l1_loss(there(b), b) + F.l1_loss(back(a), a)
        cycle = F.l1_loss(again_a, a) + F.l1_loss(again_b, b)
        loss_g = (square(judge_b(fake_b), 1.0) + square(judge_a(fake_a), 1.0)
                  + LAMBDA_CYCLE * cycle + LAMBDA_CYCLE * IDENTITY * identity)
        loss_g.backward()
        adam_g.step()
        judge_a.requires_grad_(True)
        judge_b.requires_grad_(True)
        adam_d.zero_grad(set_to_none=True)
        loss_b = loss_of_judge(judge_b, b, pool_b.exchange(fake_b))
        loss_a = loss_of_judge(judge_a, a, pool_a.exchange(fake_a))
        adam_d.step()
        return loss_g.item(), loss_b.item(), loss_a.item()

    return step


def main():
    batch, side, features, depth = map(int, sys.argv[2:6])
    norm = {
        "batch": nn.BatchNorm2d,
        "instance": functools.partial(nn.InstanceNorm2d, affine=True),
        "instance-plain": nn.InstanceNorm2d,
    }[sys.argv[6]]
    torch.manual_seed(1)
    images = torch.rand(2, batch, 3, side, side) * 2 - 1
    step = {"pix2pix": pix2pix, "cyclegan": cyclegan}[sys.argv[1]](*images, features, depth, norm)
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1e3)
        print(" ".join(f"{t:.3f}" for t in times), flush=True)


main()
