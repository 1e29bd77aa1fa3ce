"""Computes what games with remedies are compared with, by PyTorch.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_game_remedy_fixtures.py

It overwrites core/src/test/resources/fixtures/game_*.safetensors for: WGAN-GP with two critic steps, relativistic
pairing with R1 and R2, and an unrolled discriminator (three steps of Adam, with the gradient through them), alone and
with a gradient penalty, gradients clipped to a norm and clipped weights. All on points; latents and the penalties' numbers come from generators seeded with 7 and 8, as the other side's do.
"""

import torch
import torch.nn.functional as F
from make_fixtures import points, write

M, LATENT = 16, 6


def before(networks):
    t = {}
    for player, network in zip(("generator", "discriminator"), networks):
        t.update({f"before/{player}/{key}": value.clone() for key, value in network.state_dict().items()})
    return t


def after(t, networks, real, name):
    for player, network in zip(("generator", "discriminator"), networks):
        t.update({f"after/{player}/{key}": value for key, value in network.state_dict().items()})
    write(name, t | {"real": real})


def slope(discriminator, x):
    x = x if x.requires_grad else x.detach().requires_grad_()
    return torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]


def wgan_gp():
    torch.manual_seed(21)
    networks = generator, discriminator = points()
    real, t = torch.randn(1, 2 * M, 2), before(networks)
    draws, penalty = torch.Generator().manual_seed(7), torch.Generator().manual_seed(8)
    g_optimizer = torch.optim.SGD(generator.parameters(), 0.05)
    d_optimizer = torch.optim.SGD(discriminator.parameters(), 0.05)
    for i in range(2):
        x = real[0, i * M : (i + 1) * M]
        fake = generator(torch.randn(M, LATENT, generator=draws)).detach()
        e = torch.empty(M, 1).uniform_(0, 1, generator=penalty)
        gp = ((slope(discriminator, e * x + (1 - e) * fake).norm(2, dim=1) - 1) ** 2).mean()
        d_optimizer.zero_grad()
        (discriminator(fake).mean() - discriminator(x).mean() + 10 * gp).backward()
        d_optimizer.step()
    g_optimizer.zero_grad()
    (-discriminator(generator(torch.randn(M, LATENT, generator=draws))).mean()).backward()
    g_optimizer.step()
    after(t, networks, real, "game_wgan_gp")


def pairing():
    torch.manual_seed(22)
    networks = generator, discriminator = points()
    real, t = torch.randn(1, M, 2), before(networks)
    draws = torch.Generator().manual_seed(7)
    g_optimizer = torch.optim.SGD(generator.parameters(), 0.05)
    d_optimizer = torch.optim.SGD(discriminator.parameters(), 0.05)
    x = real[0]
    fake = generator(torch.randn(M, LATENT, generator=draws)).detach()
    r = [slope(discriminator, side).square().sum(1).mean() / 2 for side in (x, fake)]
    d_optimizer.zero_grad()
    (F.softplus(discriminator(fake) - discriminator(x)).mean() + 0.5 * (r[0] + r[1])).backward()
    d_optimizer.step()
    g_optimizer.zero_grad()
    fake = generator(torch.randn(M, LATENT, generator=draws))
    F.softplus(discriminator(x) - discriminator(fake)).mean().backward()
    g_optimizer.step()
    after(t, networks, real, "game_pairing")


def unrolled(name, gp=0, max_norm=None, bound=None, steps=3, lr=0.02, betas=(0.5, 0.9), eps=1e-8):
    """Metz et al. 2017, equations 7 to 9, with Adam's update written out as a function of its gradients."""
    torch.manual_seed(23)
    networks = generator, discriminator = points()
    real, t = torch.randn(2, M, 2), before(networks)
    draws, penalty = torch.Generator().manual_seed(7), torch.Generator().manual_seed(8)
    g_optimizer = torch.optim.SGD(generator.parameters(), 0.05)
    names = [name for name, _ in discriminator.named_parameters()]
    moments = [[torch.zeros_like(p), torch.zeros_like(p)] for p in discriminator.parameters()]
    count = 0

    def judge(theta, x):
        return torch.func.functional_call(discriminator, dict(zip(names, theta)), (x,))

    def loss(theta, x, fake):
        whole = F.softplus(-judge(theta, x)).mean() + F.softplus(judge(theta, fake)).mean()
        if gp:
            e = torch.empty(M, 1).uniform_(0, 1, generator=penalty)
            at = slope(lambda p: judge(theta, p), e * x + (1 - e) * fake)
            whole = whole + gp * ((at.norm(2, dim=1) - 1) ** 2).mean()
        return whole

    def adam(theta, gradients, state, n):
        new_theta, new_state = [], []
        if max_norm:
            norm = torch.stack([g.norm() for g in gradients]).norm()
            gradients = [g * (max_norm / (norm + 1e-6)).clamp(max=1) for g in gradients]
        for p, g, (m, v) in zip(theta, gradients, state):
            m = betas[0] * m + (1 - betas[0]) * g
            v = betas[1] * v + (1 - betas[1]) * g * g
            # The root's slope is infinite at 0, where a unit is dead: no gradient passes there.
            root = torch.where(v > 0, torch.where(v > 0, v / (1 - betas[1] ** n), 1).sqrt(), 0)
            q = p - lr * (m / (1 - betas[0] ** n)) / (root + eps)
            new_theta.append(q.clamp(-bound, bound) if bound else q)
            new_state.append([m, v])
        return new_theta, new_state

    for x in real:
        theta = list(discriminator.parameters())
        fake = generator(torch.randn(M, LATENT, generator=draws)).detach()
        gradients = torch.autograd.grad(loss(theta, x, fake), theta)
        count += 1
        new, moments = adam([p.detach() for p in theta], gradients, moments, count)
        with torch.no_grad():
            for p, q in zip(theta, new):
                p.copy_(q)
        fake = generator(torch.randn(M, LATENT, generator=draws))
        ahead, state = theta, moments
        for i in range(steps):
            gradients = torch.autograd.grad(loss(ahead, x, fake), ahead, create_graph=True)
            ahead, state = adam(ahead, gradients, state, count + 1 + i)
        g_optimizer.zero_grad()
        F.softplus(-judge(ahead, fake)).mean().backward()
        g_optimizer.step()
    after(t, networks, real, name)


if __name__ == "__main__":
    wgan_gp()
    pairing()
    unrolled("game_unrolled")
    unrolled("game_unrolled_bounded", gp=0.5, max_norm=0.2, bound=0.3)
