"""Makes pillow-vectors.txt: what Pillow's Image.resize answers. Run with Pillow 9.4 or newer: python3 make-pillow-vectors.py > pillow-vectors.txt"""
import hashlib
from PIL import Image

MODES = {1: "L", 3: "RGB"}
FILTERS = {"nearest": Image.NEAREST, "area": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}


def value(x, y, c):
    z = (x * 73 + y * 151 + c * 199 + (x * y) % 61 * 17) & 0xFFFF
    return (z ^ (z >> 5)) & 255 if (x // 5 + y // 4) % 3 else (255 if (x + y + c) % 2 else 0)


def picture(h, w, channels):
    return Image.frombytes(MODES[channels], (w, h), bytes(value(x, y, c) for y in range(h) for x in range(w) for c in range(channels)))


def line(h, w, channels, to_h, to_w, name, box, whole):
    result = picture(h, w, channels).resize((to_w, to_h), FILTERS[name], box=box).tobytes()
    shown = result.hex() if whole else "sha256:" + hashlib.sha256(result).hexdigest()
    print(f"{h} {w} {channels} {to_h} {to_w} {name} {','.join(repr(float(b)) for b in box) if box else '-'} {shown}")


for name in FILTERS:
    for channels in (1, 3):
        line(17, 23, channels, 5, 7, name, None, True)
        line(9, 7, channels, 13, 12, name, None, channels == 1)
        line(16, 16, channels, 16, 5, name, None, True)
        line(12, 30, channels, 4, 30, name, None, False)
        line(1, 40, channels, 3, 3, name, None, True)
        line(1, 1, channels, 4, 3, name, None, True)
        line(17, 23, channels, 6, 6, name, (1.25, 2.5, 20.75, 14.125), True)
        line(17, 23, channels, 9, 9, name, (3, 4, 12, 13), False)
        line(17, 23, channels, 40, 40, name, (3.3, 4.7, 6.1, 6.2), False)
        line(375, 500, channels, 128, 170, name, None, False)
        line(500, 333, channels, 96, 64, name, (10.5, 20.25, 300.125, 480.75), False)
        line(64, 64, channels, 200, 300, name, None, False)
        line(2000, 3, channels, 2, 2, name, None, True)
