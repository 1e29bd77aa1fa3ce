"""Makes the ONNX files of the feature extractors' tests, and what PyTorch computes with the same weights.

Run in the repository's root, with PyTorch (2.13, CPU) and NumPy; the onnx package is not needed, the few messages are
written here by the protobuf wire format (field numbers: onnx/onnx.proto, IR version 8).

    python3 core/src/test/python/make_onnx_fixtures.py

It overwrites core/src/test/resources/fixtures/*.onnx and onnx.safetensors.
"""

import torch
import torch.nn.functional as F

from make_fixtures import TARGET, write

FLOAT, UINT8 = 1, 2  # TensorProto.DataType
INT, INTS = 2, 7  # AttributeProto.AttributeType


def varint(value):
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def block(field, value):
    raw = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(raw)) + raw


def attribute(name, value):
    if isinstance(value, list):
        return block(5, block(1, name) + b"".join(number(8, v) for v in value) + number(20, INTS))
    return block(5, block(1, name) + number(3, value) + number(20, INT))


def node(op, inputs, output, **attributes):
    body = b"".join(block(1, i) for i in inputs) + block(2, output) + block(4, op)
    return block(1, body + b"".join(attribute(k, v) for k, v in attributes.items()))


def weight(name, tensor):
    dims = b"".join(number(1, d) for d in tensor.shape)
    return block(5, dims + number(2, FLOAT) + block(8, name) + block(9, tensor.numpy().astype("<f4").tobytes()))


def port(field, name, shape, kind=FLOAT):
    """An input (field 11) or output (12); a dimension given as a text is free."""
    dims = b"".join(block(1, block(2, d) if isinstance(d, str) else number(1, d)) for d in shape)
    return block(field, block(1, name) + block(2, block(1, number(1, kind) + block(2, dims))))


def model(name, *parts):
    graph = b"".join(parts) + block(2, name)
    file = number(1, 8) + block(2, "zeuxis") + block(7, graph) + block(8, block(1, "") + number(2, 17))
    (TARGET / f"{name}.onnx").write_bytes(file)


def main():
    torch.manual_seed(2)
    conv, bias = torch.randn(4, 3, 3, 3) * 0.3, torch.randn(4)
    body, head = torch.randn(64, 5) * 0.2, torch.randn(5, 3)

    weights = weight("w", conv) + weight("b", bias)
    layers = node("Conv", ["x", "w", "b"], "maps", strides=[2, 2]) + node("Relu", ["maps"], "positive")
    pooled = layers + node("GlobalAveragePool", ["positive"], "features")
    free, maps = ["N", 3, "H", "W"], ["N", 4, 1, 1]
    model("plain", pooled, weights, port(11, "x", free), port(12, "features", maps))
    model("one_by_one", pooled, weights, port(11, "x", [2, 3, 8, 8]), port(12, "features", [2, 4, 1, 1]))
    cast = node("Cast", ["bytes"], "x", to=FLOAT)
    model("bytes", cast, pooled, weights, port(11, "bytes", free, UINT8), port(12, "features", maps))
    model("maps", layers, weights, port(11, "x", free), port(12, "positive", ["N", 4, "h", "w"]))

    flat = node("Flatten", ["x"], "flat") + node("MatMul", ["flat", "body"], "features")
    classes = node("MatMul", ["features", "head"], "logits")
    ports = port(11, "x", ["N", 1, 8, 8]) + port(12, "features", ["N", 5]) + port(12, "logits", ["N", 3])
    model("pair", flat, classes, weight("body", body), weight("head", head), ports)

    values = torch.randint(0, 256, (3, 3, 8, 8), dtype=torch.uint8)
    colour = values.float() / 127.5 - 1
    grey = colour[:, :1].contiguous()
    small = F.interpolate(torch.cat([grey, grey], 3).repeat(1, 1, 2, 1), size=(8, 8), mode="bilinear", antialias=True)

    def plain(x):
        return F.relu(F.conv2d(x, conv, bias, stride=2)).mean([2, 3])

    write(
        "onnx",
        {
            "colour": colour,
            "grey": grey,
            "large": torch.cat([grey, grey], 3).repeat(1, 1, 2, 1),
            "plain/colour": plain(colour),
            "plain/grey": plain(grey.repeat(1, 3, 1, 1)),
            "plain/bytes": plain(values.float()),
            "pair/features": grey.flatten(1) @ body,
            "pair/probabilities": (grey.flatten(1) @ body @ head).softmax(1),
            "pair/resized": small.flatten(1) @ body,
        },
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
