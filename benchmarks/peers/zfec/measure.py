"""zfec over stripes of 1 MiB blocks on one thread, as CoderBenchmark does it. Prints a figure a line, as JSON."""

import json
import os
import time

import zfec

BLOCK = 1 << 20


def rate(k, work):
    begin = time.monotonic()
    stripes = 0
    while time.monotonic() - begin < 0.5:
        work()
        stripes += 1
    return stripes * k * BLOCK / (time.monotonic() - begin) / 1e6


def show(name, value):
    print(json.dumps({"part": "coder", "name": name, "subject": "zfec", "value": round(value, 1), "unit": "MB/s"}))


for k, m in (4, 2), (6, 3), (10, 4):
    data = [os.urandom(BLOCK) for _ in range(k)]
    encoder = zfec.Encoder(k, k + m)
    parity = list(range(k, k + m))
    show(f"{k}+{m} encode", rate(k, lambda: encoder.encode(data, parity)))
    blocks = data + list(encoder.encode(data, parity))
    decoder = zfec.Decoder(k, k + m)
    for lost in 1, 2:
        # zfec wants a block that is its own in its place; the parity blocks stand where data blocks are gone.
        present = [k + i if i < lost else i for i in range(k)]
        given = [blocks[i] for i in present]
        assert list(decoder.decode(given, present))[:lost] == data[:lost]
        show(f"{k}+{m} rebuild {lost}", rate(k, lambda: decoder.decode(given, present)))
