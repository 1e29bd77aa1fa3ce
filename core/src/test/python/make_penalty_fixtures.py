"""Computes what the penalties are compared with, by PyTorch, from the papers' formulas.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_penalty_fixtures.py

It overwrites core/src/test/resources/fixtures/penalties.safetensors: a small critic with two hidden layers of softplus,
in float64 on numbers that float32 holds exactly, the value of each penalty and its gradients by the critic's weights.
Random numbers come from a generator seeded with 7 that draws float32, as the other side's does.
"""

import torch
import torch.nn.functional as F
from make_fixtures import normal, write

N, D, H = 6, 4, 5


def critic(w, x):
    return (F.softplus(F.softplus(x @ w["a"].T + w["b"]) @ w["c"].T) @ w["d"]) * 2


def uniform(g, *shape):
    return torch.empty(*shape).uniform_(0, 1, generator=g).double()


def slope(w, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(critic(w, x).sum(), x, create_graph=True)[0]


def norms(w, x):
    return slope(w, x).norm(2, dim=1)


def between(g, real, fake):
    e = uniform(g, N, 1)
    return e * real + (1 - e) * fake


def around(g, real):
    noise = 0.5 * real.std() * uniform(g, N, D)
    return real + uniform(g, N, 1) * noise


PENALTIES = {
    "gp": lambda w, g, real, fake: ((norms(w, between(g, real, fake)) - 1) ** 2).mean(),
    "lp": lambda w, g, real, fake: (F.relu(norms(w, between(g, real, fake)) - 1) ** 2).mean(),
    "dragan": lambda w, g, real, fake: ((norms(w, around(g, real)) - 1) ** 2).mean(),
    "r1": lambda w, g, real, fake: slope(w, real).square().sum(1).mean() / 2,
    "r2": lambda w, g, real, fake: slope(w, fake).square().sum(1).mean() / 2,
    "lecam": lambda w, g, real, fake: (critic(w, real) + 0.25).square().mean() + (critic(w, fake) - 0.75).square().mean(),
    "orthogonal": lambda w, g, real, fake: sum(
        ((p @ p.T) * (1 - torch.eye(len(p), dtype=p.dtype))).square().sum() for p in w.values() if p.dim() >= 2
    ),
}


def main():
    torch.manual_seed(11)
    w = {"a": normal(H, D), "b": normal(H), "c": normal(H, H, scale=0.5), "d": normal(H)}
    real, fake = normal(N, D), normal(N, D, scale=2.0)
    t = {"real": real, "fake": fake} | {f"weight/{k}": v for k, v in w.items()}
    for name, penalty in PENALTIES.items():
        leaves = {k: v.clone().requires_grad_() for k, v in w.items()}
        value = penalty(leaves, torch.Generator().manual_seed(7), real, fake)
        t[f"{name}/value"] = value.reshape(1)
        gradients = torch.autograd.grad(value, list(leaves.values()), allow_unused=True)
        for (key, leaf), gradient in zip(leaves.items(), gradients):
            t[f"{name}/gradient/{key}"] = torch.zeros_like(leaf) if gradient is None else gradient
    write("penalties", t)


if __name__ == "__main__":
    main()
