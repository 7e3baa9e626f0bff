"""Makes an index for pip of the packages that this Python has installed, for machines that cannot reach PyPI.

    wheels.py REQUIREMENTS INDEX

For each package that REQUIREMENTS names, the files that were installed are packed into a wheel again, with a page for
it under INDEX as the simple repository API has it (https://packaging.python.org/specifications/simple-repository-api).
Prints REQUIREMENTS with the versions and SHA-256 of these wheels. What is packed is the same code, but not the same
bytes as on PyPI.
"""

import base64
import hashlib
import re
import sys
import zipfile
from importlib import metadata
from pathlib import Path


def pack(distribution, folder):
    """Pack an installed distribution into a wheel; returns its file."""
    name = re.sub(r"[-_.]+", "_", distribution.metadata["Name"]).lower()
    tags = [tag.split("-") for tag in re.findall(r"^Tag: (\S+)", distribution.read_text("WHEEL"), re.M)]
    tag = "-".join(".".join(dict.fromkeys(parts)) for parts in zip(*tags))
    wheel = folder / f"{name}-{distribution.version}-{tag}.whl"
    record = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_STORED) as archive:
        for file in distribution.files:
            place = str(file)
            if place.startswith("..") or place.endswith((".pyc", "/RECORD", "/INSTALLER", "/REQUESTED", "/direct_url.json")):
                continue
            # Wheels have this name for it; an installed package may have kept its own.
            place = re.sub(r"^[^/]+\.dist-info/", f"{name}-{distribution.version}.dist-info/", place)
            content = file.read_binary()
            archive.writestr(place, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{place},sha256={digest},{len(content)}")
        place = f"{name}-{distribution.version}.dist-info/RECORD"
        archive.writestr(place, "\n".join([*record, f"{place},,"]) + "\n")
    return wheel


def main(requirements, index):
    """Make the index, and print the requirements for it."""
    lines = Path(requirements).read_text().splitlines()
    names = sorted({match.group(1) for line in lines if (match := re.match(r"([a-z0-9-]+)==", line))})
    for name in names:
        folder = Path(index) / name
        folder.mkdir(parents=True)
        distribution = metadata.distribution(name)
        wheel = pack(distribution, folder)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (folder / "index.html").write_text(f'<!DOCTYPE html>\n<a href="{wheel.name}#sha256={digest}">{wheel.name}</a>\n')
        print(f"{name}=={distribution.version} --hash=sha256:{digest}")


if __name__ == "__main__":
    main(*sys.argv[1:])
