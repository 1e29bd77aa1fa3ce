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
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 64, 4, 2, 1)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.norm = nn.BatchNorm2d(128)
        self.fc = nn.Linear(128 * 7 * 7, 1)

    def forward(self, x):
        x = F.leaky_relu(self.conv1(x), 0.2)
        x = F.leaky_relu(self.norm(self.conv2(x)), 0.2)
        return self.fc(x.flatten(1)).squeeze(1)


def main():
    batch = int(sys.argv[1])
    # "plain" computes all gradients of the generator's loss, as most scripts do; "frozen" leaves D's weights out.
    frozen = sys.argv[2] == "frozen"
    torch.manual_seed(1)
    generator, discriminator = Generator(), Discriminator()
    options = dict(lr=2e-4, betas=(0.5, 0.999), fused=True)
    adam_g = torch.optim.Adam(generator.parameters(), **options)
    adam_d = torch.optim.Adam(discriminator.parameters(), **options)
    real = torch.rand(batch, 1, 28, 28) * 2 - 1

    def bce(logits, target):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    def step():
        with torch.no_grad():
            fake = generator(torch.randn(batch, 100))
        adam_d.zero_grad(set_to_none=True)
        loss_d = bce(discriminator(real), 1.0) + bce(discriminator(fake), 0.0)
        loss_d.backward()
        adam_d.step()
        if frozen:
            discriminator.requires_grad_(False)
        adam_g.zero_grad(set_to_none=True)
        loss_g = bce(discriminator(generator(torch.randn(batch, 100))), 1.0)
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
