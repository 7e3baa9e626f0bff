"""Runs Python programs for tests without starting Python, which takes a second of CPU each.

It imports a program once, and each run is a fork that gets the caller's arguments, environment, folder and first three
files. A run ends when its caller does (python-client.py), and the server ends with Jest.
"""

import array
import json
import os
import resource
import runpy
import select
import signal
import socket
import sys
import threading
import time

EMULATOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "emulator", "serve.py")
SERVICES = ["ecs", "rds", "s3", "secretsmanager", "sts"]


def load_aws():
    """The AWS CLI, with the descriptions of the services that our scripts call."""
    import botocore.loaders

    loaders = {}
    create = botocore.loaders.create_loader

    def create_once(paths=None):
        if paths not in loaders:
            loaders[paths] = create(paths)
        return loaders[paths]

    botocore.loaders.create_loader = create_once
    import botocore.session
    from awscli.clidriver import create_clidriver, main

    botocore.session.create_loader = create_once
    session = create_clidriver().session
    keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
    for service in SERVICES:
        session.create_client(service, region_name="us-east-1", **keys)
    session.get_component("data_loader").load_service_model("ecs", "waiters-2")
    # What its import has put there.
    data = os.environ["AWS_DATA_PATH"]

    def run(_):
        os.environ["AWS_DATA_PATH"] = data
        return main()

    return run


def load_emulator():
    """The emulated AWS, with moto."""
    sys.path.insert(0, os.path.dirname(EMULATOR))
    serve = runpy.run_path(EMULATOR, run_name="serve")
    for name, value in serve["MOTO_SETTINGS"].items():
        os.environ.setdefault(name, value)
    from extensions import apply_all
    import http_server  # noqa: F401

    apply_all()

    def run(arguments):
        sys.argv = [EMULATOR, *arguments]
        runpy.run_path(EMULATOR, run_name="__main__")

    return run


PROGRAMS = {"aws": load_aws, "emulator": load_emulator}


def receive(connection):
    """The caller's files and what it says; nothing if it has ended meanwhile."""
    size, control, _, _ = connection.recvmsg(8, socket.CMSG_SPACE(12))
    if not control:
        return [], None
    files = array.array("i")
    files.frombytes(control[0][2])
    text = b""
    while len(text) < int.from_bytes(size, "big"):
        chunk = connection.recv(1 << 20)
        if not chunk:
            return list(files), None
        text += chunk
    return list(files), json.loads(text)


def obey(connection):
    """Take the signals that the caller got, and end when it has ended, however it did."""
    while number := connection.recv(1):
        signal.pthread_kill(threading.main_thread().ident, number[0])
    os._exit(143)


def become(run, connection, files, call):
    """What the fork does: be the program."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(call["environment"])
    time.tzset()
    os.chdir(call["folder"])
    os.umask(call["mask"])
    resource.setrlimit(resource.RLIMIT_FSIZE, call["file_size"])
    sys.argv = [call["program"], *call["arguments"]]
    threading.Thread(target=obey, args=[connection], daemon=True).start()
    code = 1
    try:
        code = run(call["arguments"])
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 1
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def main():
    """Serve until Jest is gone."""
    program, path, times, jest = sys.argv[1:]
    run = PROGRAMS[program]()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path + ".new")
    listener.listen(64)
    awake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    os.rename(path + ".new", path)
    callers = {}
    while os.path.exists(f"/proc/{jest}") or not os.path.exists("/proc/self"):
        ready, _, _ = select.select([listener, awake], [], [], 1)
        if awake in ready:
            os.read(awake, 4096)
        while callers:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                break
            connection, test = callers.pop(pid)
            with open(times, "a", encoding="utf8") as file:
                file.write(json.dumps({"path": test, "cpu": used.ru_utime + used.ru_stime, "seconds": 0}) + "\n")
            try:
                connection.send(str(os.waitstatus_to_exitcode(status)).encode())
            except OSError:
                pass  # the caller was ended
            connection.close()
        if listener in ready:
            connection, _ = listener.accept()
            files, call = receive(connection)
            pid = os.fork() if call else None
            if pid == 0:
                listener.close()
                become(run, connection, files, call)
            for file in files:
                os.close(file)
            if call:
                callers[pid] = (connection, call["test"])
            else:
                connection.close()


main()
