"""Computes what the penalties are compared with, by PyTorch, from the papers' formulas.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_penalty_fixtures.py

It overwrites core/src/test/resources/fixtures/penalties.safetensors: a small critic with two hidden layers of softplus,
in float64 on numbers that float32 holds exactly, the value of each penalty and its gradients by the critic's weights,
of the generator's by the generated samples. Consistency is of 8×8 images, of which the critic sees the means of quarters.
Random numbers come from a generator seeded with 7 that draws float32, as the other side's does.
"""

import torch
import torch.nn.functional as F
from make_fixtures import normal, write

N, D, H = 6, 4, 5


def features(w, x):
    return F.softplus(F.softplus(quarters(x) @ w["a"].T + w["b"]) @ w["c"].T)


def quarters(x):
    return x if x.dim() == 2 else x.reshape(N, 2, 4, 2, 4).mean((2, 4)).reshape(N, D)


def critic(w, x):
    return (features(w, x) @ w["d"]) * 2


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


def changed(g, images):
    """Flips half of the images and shifts them by up to a pixel each way, mirrored at the outermost pixels."""
    coin, (right, down) = uniform(g, N) < 0.5, [(uniform(g, N) * 3).floor().long() - 1 for _ in range(2)]
    wide, result = F.pad(torch.where(coin[:, None, None, None], images.flip(3), images), [1] * 4, "reflect"), []
    for n in range(N):
        top, left = 1 - down[n], 1 - right[n]
        result.append(wide[n, :, top : top + 8, left : left + 8])
    return torch.stack(result)


def inconsistency(w, g, images):
    uniform(g, N)  # whether an image is changed at all: each is
    return (critic(w, images) - critic(w, changed(g, images))).square().mean()


def mode_seeking(latents, fake):
    distance = lambda x: (x[: N // 2] - x[N // 2 :]).abs().mean(1).mean()
    return 1 / (distance(fake) / (distance(latents) + 1e-5) + 1e-5)


PENALTIES = {
    "gp": lambda w, g, real, fake: ((norms(w, between(g, real, fake)) - 1) ** 2).mean(),
    "lp": lambda w, g, real, fake: (F.relu(norms(w, between(g, real, fake)) - 1) ** 2).mean(),
    "dragan": lambda w, g, real, fake: ((norms(w, around(g, real)) - 1) ** 2).mean(),
    "r1": lambda w, g, real, fake: slope(w, real).square().sum(1).mean() / 2,
    "r2": lambda w, g, real, fake: slope(w, fake).square().sum(1).mean() / 2,
    "lecam": lambda w, g, real, fake: (critic(w, real) + 0.25).square().mean() + (critic(w, fake) - 0.75).square().mean(),
    "cr": lambda w, g, real, fake: inconsistency(w, g, real),
    "bcr": lambda w, g, real, fake: inconsistency(w, g, real) + inconsistency(w, g, fake),
    "orthogonal": lambda w, g, real, fake: sum(
        ((p @ p.T) * (1 - torch.eye(len(p), dtype=p.dtype))).square().sum() for p in w.values() if p.dim() >= 2
    ),
}


def main():
    torch.manual_seed(11)
    w = {"a": normal(H, D), "b": normal(H), "c": normal(H, H, scale=0.5), "d": normal(H)}
    real, fake = normal(N, D), normal(N, D, scale=2.0)
    images = {"real": normal(N, 1, 8, 8, scale=2.0), "fake": normal(N, 1, 8, 8, scale=2.0)}
    past = {k: [normal(*v.shape) for _ in range(2)] for k, v in w.items()}
    latents = normal(N, 3)
    t = {"real": real, "fake": fake, "latents": latents} | {f"weight/{k}": v for k, v in w.items()}
    t |= {f"images/{k}": v for k, v in images.items()}
    t |= {f"past/{i}/{k}": v[i] for k, v in past.items() for i in range(2)}

    def record(name, value, leaves):
        t[f"{name}/value"] = value.reshape(1)
        gradients = torch.autograd.grad(value, list(leaves.values()), allow_unused=True)
        for (key, leaf), gradient in zip(leaves.items(), gradients):
            t[f"{name}/gradient/{key}"] = torch.zeros_like(leaf) if gradient is None else gradient

    def leaves():
        return {k: v.clone().requires_grad_() for k, v in w.items()}

    for name, penalty in PENALTIES.items():
        sides = images.values() if name in ("cr", "bcr") else (real, fake)
        theta = leaves()
        record(name, penalty(theta, torch.Generator().manual_seed(7), *sides), theta)
    theta = leaves()
    means = {k: (past[k][0] + past[k][1] + w[k]) / 3 for k in w}
    record("historical", sum((theta[k] - means[k]).square().sum() for k in w), theta)
    made = fake.clone().requires_grad_()
    apart = features(w, real).mean(0) - features(w, made).mean(0)
    record("feature-matching", apart.square().sum(), {"fake": made})
    record("mode-seeking", mode_seeking(latents, made), {"fake": made})
    write("penalties", t)


if __name__ == "__main__":
    main()
