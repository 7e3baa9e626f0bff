"""Runs a command on a terminal of its own, does something to it when it has printed some words, and prints what it said.

on_terminal.py <words> <type|hang-up|group> <command...>: types Ctrl-C, closes the terminal, or sends SIGINT to the whole
process group as CI does. Exits with the command's exit code, 128 + n if a signal has ended it.
"""

import os
import pty
import signal
import sys

words, action, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown = b""
acted = False
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if not acted and words.encode() in shown:
        acted = True
        if action == "type":
            os.write(terminal, b"\x03")
        elif action == "group":
            os.killpg(pid, signal.SIGINT)
        else:
            os.close(terminal)
            break
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
code = os.waitstatus_to_exitcode(status)
sys.exit(code if code >= 0 else 128 - code)
