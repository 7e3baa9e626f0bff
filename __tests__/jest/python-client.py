"""Has python-server.py run a program with our files, and ends as it ends. Its imports are what costs least to load.

Signals that a process can take are passed on to the program, one byte each.
"""

import _signal
import _socket
import json
import os
import resource
import sys
from array import array

path, program, test, *arguments = sys.argv[1:]
server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
server.connect(path)
mask = os.umask(0)
call = {
    "program": program,
    "test": test,
    "arguments": arguments,
    "environment": dict(os.environ),
    "folder": os.getcwd(),
    "mask": mask,
    "file_size": resource.getrlimit(resource.RLIMIT_FSIZE),
}
text = json.dumps(call).encode()
files = array("i", [0, 1, 2]).tobytes()
server.sendmsg([len(text).to_bytes(8, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
sent = 0
while sent < len(text):
    sent += server.send(text[sent:])
PASSED_ON = (_signal.SIGHUP, _signal.SIGINT, _signal.SIGTERM)
for number in PASSED_ON:
    _signal.signal(number, lambda number, _: server.send(bytes([number])))
answer = server.recv(16)
code = int(answer or b"1")
if code < 0:
    if -code in PASSED_ON:
        _signal.signal(-code, _signal.SIG_DFL)
    os.kill(os.getpid(), -code)
os._exit(code)
