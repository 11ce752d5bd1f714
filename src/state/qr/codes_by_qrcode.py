"""QR codes of links by the package qrcode (https://github.com/lincolnloop/python-qrcode), for qr/tests.rs:
pip install qrcode, then python3 codes_by_qrcode.py > codes_by_qrcode.csv. Level M, bytes, every version, all masks in turn."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import MODE_8BIT_BYTE, QRData

ADDRESS = "https://maps.example.org/region/?map=demo/map.json&lang=az#map=9.25/39.55/46.9&status=confirmed,suspected&n="
LARGEST = 25


def made(text, version, mask):
    code = qrcode.QRCode(version=version, error_correction=ERROR_CORRECT_M, mask_pattern=mask, border=0)
    code.add_data(QRData(text, mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=False)
    return code.get_matrix()


def squares(matrix):
    bits = "".join("1" if dark else "0" for row in matrix for dark in row)
    return "".join(f"{int(bits[at:at + 4].ljust(4, '0'), 2):x}" for at in range(0, len(bits), 4))


def longest(version):
    """The longest beginning of the address, repeated, that fits the version."""
    text, low, high = ADDRESS * 10, 1, 1_000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            made(text[:middle], version, 0)
            low = middle
        except (DataOverflowError, ValueError):
            high = middle - 1
    return text[:low]


print("version,mask,squares,text")
for version in range(1, LARGEST + 1):
    full = longest(version)
    for mask, shorter in ((version % 8, 0), ((version + 3) % 8, 3)):
        text = full[:len(full) - shorter]
        print(f"{version},{mask},{squares(made(text, version, mask))},{text}")
