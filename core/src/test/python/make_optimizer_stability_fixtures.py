"""Computes what the tests of optimizers for games compare with, by PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_optimizer_stability_fixtures.py

It overwrites core/src/test/resources/fixtures/optimizer_stability.safetensors. The optimizers are written anew from the
papers' algorithms, in float64 on inputs that float32 holds exactly.
"""

import torch
import torch.nn.functional as F
from make_fixtures import TARGET, normal, write

STEPS = 6
EPSILON = 1e-8


class Direction:
    """Kingma, Ba 2015, Algorithm 1, without the learning rate: m̂/(√v̂+ε)."""

    def __init__(self, beta1, beta2):
        self.beta1, self.beta2 = beta1, beta2
        self.m = self.v = self.t = 0

    def of(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return m_hat / (v_hat.sqrt() + EPSILON)


def optimistic_adam(w, gradients, rate, beta1, beta2, decay=0):
    """Daskalakis et al. 2018, Algorithm 1. Yields the weights after each step."""
    direction, last = Direction(beta1, beta2), 0
    for g in gradients:
        now = direction.of(g + decay * w)
        w = w - 2 * rate * now + rate * last
        last = now
        yield w


def extra_adam(w, gradients, rate, beta1, beta2, decay=0):
    """Gidel et al. 2019, Algorithm 4. Yields the extrapolated weights, the updated ones, and so on."""
    direction = Direction(beta1, beta2)
    for extrapolating, updating in zip(gradients[::2], gradients[1::2]):
        ahead = w - rate * direction.of(extrapolating + decay * w)
        yield ahead
        w = w - rate * direction.of(updating + decay * ahead)
        yield w


OPTIMIZERS = {
    "optimistic_adam": (optimistic_adam, (2e-4, 0.5, 0.9)),
    "optimistic_adam_decay": (optimistic_adam, (0.01, 0.9, 0.99, 0.1)),
    "extra_adam": (extra_adam, (5e-4, 0.5, 0.9)),
    "extra_adam_decay": (extra_adam, (0.01, 0.9, 0.99, 0.1)),
}


def optimizers(t):
    shapes = {"a": (13, 17), "b": (5,)}
    for key, shape in shapes.items():
        t[f"start/{key}"] = normal(*shape)
    for i in range(STEPS):
        for key, shape in shapes.items():
            t[f"gradient/{i}/{key}"] = normal(*shape)
    for name, (optimizer, settings) in OPTIMIZERS.items():
        for key in shapes:
            gradients = [t[f"gradient/{i}/{key}"] for i in range(STEPS)]
            for i, w in enumerate(optimizer(t[f"start/{key}"], gradients, *settings)):
                if i >= STEPS - 2:
                    t[f"{name}/{i + 1}/{key}"] = w


def clipping(t):
    """PyTorch's own clip_grad_norm_, to norms below and above the gradients'."""
    gradients = {key: normal(*shape) for key, shape in {"a": (7, 3), "b": (5,), "c": (1,)}.items()}
    t.update({f"clipping/gradient/{key}": g for key, g in gradients.items()})
    for most in ("0.25", "3", "100"):
        parameters = {key: torch.zeros_like(g).requires_grad_() for key, g in gradients.items()}
        for key, p in parameters.items():
            p.grad = gradients[key].clone()
        t[f"clipping/norm/{most}"] = torch.nn.utils.clip_grad_norm_(parameters.values(), float(most))
        t.update({f"clipping/{most}/{key}": p.grad for key, p in parameters.items()})


def unrolled(t):
    """Metz et al. 2017: G's loss after k more steps of D's Adam, and its gradient through them by u, which is G's.

    D's parameters a and b have moved by some real steps before.
    """
    x, u = normal(6, 3), normal(3)
    start = {"a": normal(3, 2), "b": normal(2)}
    t.update({"unrolled/x": x, "unrolled/u": u, "unrolled/a": start["a"], "unrolled/b": start["b"]})

    def loss(u, a, b):
        return F.softplus((x * u) @ a + b).mean() + 0.1 * (a**2).sum() + 0.1 * (b**2).sum()

    def step(u, parameters, directions, rate, decay, decoupled, record):
        values = list(parameters.values())
        gradients = torch.autograd.grad(loss(u, *values), values, create_graph=record)
        moved = {}
        for (key, p), g in zip(parameters.items(), gradients):
            shrunk = p * (1 - rate * decay) if decoupled else p
            moved[key] = shrunk - rate * directions[key].of(g if decoupled else g + decay * p)
        return moved

    for name, decay, decoupled in (("adam", 0, False), ("adam_decay", 0.1, False), ("adamw", 0.1, True)):
        directions = {key: Direction(0.5, 0.9) for key in start}
        parameters = start
        for _ in range(3):
            leaves = {key: p.detach().requires_grad_() for key, p in parameters.items()}
            parameters = step(u, leaves, directions, 0.05, decay, decoupled, False)
        for direction in directions.values():
            direction.m, direction.v = direction.m.detach(), direction.v.detach()
        leaf = u.clone().requires_grad_()
        ahead = {key: p.detach().requires_grad_() for key, p in parameters.items()}
        for k in (1, 2, 3):
            ahead = step(leaf, ahead, directions, 0.05, decay, decoupled, True)
            after = -loss(leaf, *ahead.values())
            t[f"unrolled/{name}/{k}/loss"] = after
            t[f"unrolled/{name}/{k}/u"] = torch.autograd.grad(after, leaf, retain_graph=True)[0]
            t.update({f"unrolled/{name}/{k}/{key}": p for key, p in ahead.items()})


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(31)
    tensors = {}
    optimizers(tensors)
    clipping(tensors)
    unrolled(tensors)
    write("optimizer_stability", tensors)
    print((TARGET / "optimizer_stability.safetensors").stat().st_size)
