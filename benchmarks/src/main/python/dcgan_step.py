"""The peer of DcganStep.java: the same networks and the same step in plain PyTorch, eager.

Reads a number of steps a line from standard input, runs them, answers with their times in milliseconds on one line.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(100, 256 * 7 * 7)
        self.up1 = nn.ConvTranspose2d(256, 128, 4, 2, 1)
        self.norm = nn.BatchNorm2d(128)
        self.up2 = nn.ConvTranspose2d(128, 1, 4, 2, 1)

    def forward(self, z):
        x = self.fc(z).view(-1, 256, 7, 7)
        x = F.relu(self.norm(self.up1(x)))
        return torch.tanh(self.up2(x))


class Discriminator(nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 64, 4, 2, 1)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.norm = norm
        self.fc = nn.Linear(128 * 7 * 7, 1)

    def forward(self, x):
        x = F.leaky_relu(self.conv1(x), 0.2)
        x = F.leaky_relu(self.norm(self.conv2(x)), 0.2)
        return self.fc(x.flatten(1)).squeeze(1)


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def gradient_penalty(discriminator, real, fake):
    """Gulrajani et al. 2017, equation 3."""
    e = torch.rand(len(real), 1, 1, 1)
    x = (e * real + (1 - e) * fake).requires_grad_()
    gradient = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return ((gradient.flatten(1).norm(2, dim=1) - 1) ** 2).mean()


GAMES = {
    "dcgan": dict(
        norm=lambda: nn.BatchNorm2d(128),
        critic_steps=1,
        adam=dict(lr=2e-4, betas=(0.5, 0.999)),
        loss_d=lambda d, real, fake: bce(d(real), 1.0) + bce(d(fake), 0.0),
        loss_g=lambda logits: bce(logits, 1.0),
    ),
    "wgan-gp": dict(
        norm=lambda: nn.GroupNorm(1, 128),
        critic_steps=5,
        adam=dict(lr=1e-4, betas=(0.0, 0.9)),
        loss_d=lambda d, real, fake: d(fake).mean() - d(real).mean() + 10 * gradient_penalty(d, real, fake),
        loss_g=lambda logits: -logits.mean(),
    ),
}


def main():
    game, batch = GAMES[sys.argv[1]], int(sys.argv[2])
    # "plain" computes all gradients of the generator's loss, as most scripts do; "frozen" leaves D's weights out.
    frozen = sys.argv[3] == "frozen"
    torch.manual_seed(1)
    generator, discriminator = Generator(), Discriminator(game["norm"]())
    adam_g = torch.optim.Adam(generator.parameters(), fused=True, **game["adam"])
    adam_d = torch.optim.Adam(discriminator.parameters(), fused=True, **game["adam"])
    reals = torch.rand(game["critic_steps"], batch, 1, 28, 28) * 2 - 1

    def step():
        for real in reals:
            with torch.no_grad():
                fake = generator(torch.randn(batch, 100))
            adam_d.zero_grad(set_to_none=True)
            loss_d = game["loss_d"](discriminator, real, fake)
            loss_d.backward()
            adam_d.step()
        if frozen:
            discriminator.requires_grad_(False)
        adam_g.zero_grad(set_to_none=True)
        loss_g = game["loss_g"](discriminator(generator(torch.randn(batch, 100))))
        loss_g.backward()
        adam_g.step()
        if frozen:
            discriminator.requires_grad_(True)
        return loss_d.item(), loss_g.item()

    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1e3)
        print(" ".join(f"{t:.3f}" for t in times), flush=True)


main()
