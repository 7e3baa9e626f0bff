#!/usr/bin/env python3
"""The emulated AWS that rehearsals run against: moto's server with Drydock's extensions.

It listens on 127.0.0.1, writes the ready file once it answers, and ends on SIGTERM, on SIGINT
and when its standard input is closed, so that no emulator outlives whoever started it.
The access key id, when it is 12 digits, is the account that a call acts in.
"""

import argparse
import ctypes
import json
import os
import shutil
import signal
import stat
import sys
import tempfile
import threading
from importlib import metadata

TESTED_MOTO = "5.2.1"
MISSING_MOTO = 3
PR_SET_PDEATHSIG = 1  # prctl(2)
STARTED_AGAIN = "DRYDOCK_EMULATOR_STARTED_AGAIN"

# moto reads these while it is imported. Roles attach AWS's managed policies, so they must exist.
MOTO_SETTINGS = {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "MOTO_ACM_VALIDATION_WAIT": "0"}


def parse_arguments():
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="serve.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0, the default, takes a free one")
    parser.add_argument("--ready-file", metavar="FILE", help='written as {"port": N, "pid": P} once the server answers')
    parser.add_argument("--log", metavar="FILE", help="append one line per call to FILE; without it, no log")
    return parser.parse_args()


def require_moto():
    """End with a sentence when moto is missing, warn when it is not the version the extensions were tested with."""
    try:
        import moto.server  # noqa: F401
    except ImportError as error:
        use_installed_application()
        wanted = f"'moto[server]=={TESTED_MOTO}'"
        sys.stderr.write(f"The emulator needs moto ({error}): pip install {wanted}, or pipx install {wanted}.\n")
        sys.exit(MISSING_MOTO)
    version = metadata.version("moto")
    if version != TESTED_MOTO:
        sys.stderr.write(f"warning: moto {version} is installed; the emulator was tested with {TESTED_MOTO}.\n")


def use_installed_application():
    """Start again with the Python of a moto_server on PATH, where pipx keeps moto; return when there is none."""
    script = shutil.which("moto_server")
    with open(script or os.devnull, "rb") as file:
        interpreter = file.readline().decode(errors="replace").strip().removeprefix("#!")
    known = os.path.basename(interpreter).startswith("python") and interpreter != sys.executable
    if known and not os.environ.get(STARTED_AGAIN):
        os.environ[STARTED_AGAIN] = "1"
        os.execv(interpreter, [interpreter, *sys.argv])


def die_with_parent():
    """Linux: end when the parent process dies, even if it was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(*_):
    """End at once; nothing the emulator holds is worth a tidy farewell."""
    os._exit(0)


def stop_when_input_closes():
    """Wait for the end of a piped standard input: it comes when the parent closes it or is gone."""
    mode = os.fstat(0).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return
    while os.read(0, 4096):
        pass
    stop()


def write_atomically(path, text):
    """Write the file beside its final place and rename it, so that a reader sees all of it or none."""
    with tempfile.NamedTemporaryFile("w", dir=os.path.dirname(os.path.abspath(path)), delete=False) as file:
        file.write(text)
    os.replace(file.name, path)


def main():
    """Start the emulator and serve until told to stop."""
    arguments = parse_arguments()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, stop)
    die_with_parent()
    for name, value in MOTO_SETTINGS.items():
        os.environ.setdefault(name, value)
    require_moto()

    from extensions import apply_all
    from http_server import make_quiet_server

    apply_all()
    server = make_quiet_server(arguments.port, arguments.log)
    os.environ["MOTO_PORT"] = str(server.port)
    if arguments.ready_file:
        write_atomically(arguments.ready_file, json.dumps({"port": server.port, "pid": os.getpid()}))
    threading.Thread(target=stop_when_input_closes, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
