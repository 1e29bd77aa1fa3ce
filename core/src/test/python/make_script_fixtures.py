"""Makes the TorchScript files of the feature extractors' tests, and what PyTorch computes with them.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy:

    python3 core/src/test/python/make_script_fixtures.py

It overwrites core/src/test/resources/fixtures/script_*.pt and scripts.safetensors.
"""

import io
import zipfile

import torch
import torch.nn.functional as F
from torch import nn

from make_fixtures import TARGET, write


class Plain(nn.Module):
    """Colour images in, [N,4,1,1] out."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, stride=2)

    def forward(self, x):
        return F.relu(self.conv(x)).mean([2, 3], keepdim=True)


class Pair(nn.Module):
    """Grey 8×8 images in, features and logits out."""

    def __init__(self):
        super().__init__()
        self.body = nn.Linear(64, 5)
        self.head = nn.Linear(5, 3)

    def forward(self, x):
        features = self.body(x.flatten(1)).tanh()
        return features, self.head(features)


class InceptionLike(nn.Module):
    """The interface of the Inception-v3 file of NVIDIA's StyleGAN repositories."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, stride=2)
        self.output = nn.Linear(6, 4)

    def forward(self, img, return_features: bool = False, use_fp16: bool = False, no_output_bias: bool = False):
        x = F.adaptive_avg_pool2d(img.to(torch.float32), [9, 9])
        features = F.relu(self.conv(x / 128 - 1)).mean([2, 3])
        if return_features:
            return features
        logits = F.linear(features, self.output.weight)
        if not no_output_bias:
            logits = logits + self.output.bias
        return logits.softmax(1)


class LpipsLike(nn.Module):
    """The interface of the VGG16 file of the same repositories."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 3)

    def forward(self, img, resize_images: bool = True, return_features: bool = False, return_lpips: bool = False):
        x = img.to(torch.float32)
        if resize_images:
            x = F.adaptive_avg_pool2d(x, [16, 16])
        maps = F.relu(self.conv(x / 127.5 - 1))
        if return_lpips:
            return (maps / maps.square().sum(1, keepdim=True).add(1e-8).sqrt()).flatten(1) / maps[0, 0].numel() ** 0.5
        return maps.mean([2, 3]) if return_features else maps.mean([2, 3]).softmax(1)


class NotANumber(nn.Module):
    """Features that went wrong on the way: NaN for every image."""

    def forward(self, x):
        return x.flatten(1)[:, :4] / 0 * 0


class Detached(nn.Module):
    """Features that no gradient comes back from."""

    def forward(self, x):
        return x.flatten(1).detach()


class NoForward(nn.Module):
    """A file that can be loaded, with nothing in it that could be called."""

    @torch.jit.export
    def encode(self, x):
        return x


def save(name, module):
    """Scripts and saves, without the tables that lead back to this source: they name this machine's folders."""
    file = io.BytesIO()
    torch.jit.save(torch.jit.script(module.eval()), file)
    with zipfile.ZipFile(file) as full, zipfile.ZipFile(TARGET / f"script_{name}.pt", "w") as bare:
        for entry in full.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                bare.writestr(zipfile.ZipInfo(entry.filename), full.read(entry))
    return module


def main():
    torch.manual_seed(1)
    plain, pair = save("plain", Plain()), save("pair", Pair())
    inception, lpips = save("inception_like", InceptionLike()), save("lpips_like", LpipsLike())
    save("not_a_number", NotANumber())
    save("detached", Detached())
    save("no_forward", NoForward())
    torch.save(plain.state_dict(), TARGET / "state_dict.pt")

    values = torch.randint(0, 256, (3, 3, 8, 8), dtype=torch.uint8)
    colour = values.float() / 127.5 - 1
    grey = colour[:, :1].contiguous()
    large = F.interpolate(colour, size=(12, 12), mode="bilinear", align_corners=False, antialias=True)
    small = F.interpolate(colour, size=(5, 5), mode="bilinear", align_corners=False, antialias=True)
    float_values = (colour + 1) * 127.5
    with torch.no_grad():
        features, logits = pair(grey)
        tensors = {
            "colour": colour,
            "grey": grey,
            "resized/5": small,
            "resized/12": large,
            "plain/colour": plain(colour).flatten(1),
            "plain/grey": plain(grey.repeat(1, 3, 1, 1)).flatten(1),
            "plain/12": plain(large).flatten(1),
            "plain/zero-one": plain((colour + 1) / 2).flatten(1),
            "plain/uint8": plain(values.float()).flatten(1),
            "pair/features": features,
            "pair/probabilities": logits.softmax(1),
            "inception/features": inception(values, return_features=True),
            "inception/probabilities": inception(values, no_output_bias=True),
            "inception/grey": inception(values[:, :1].repeat(1, 3, 1, 1), return_features=True),
            "lpips/features": lpips(values, return_features=True),
            "lpips/perceptual": lpips(float_values * 0.999, resize_images=False, return_lpips=True),
        }
    write("scripts", tensors)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
