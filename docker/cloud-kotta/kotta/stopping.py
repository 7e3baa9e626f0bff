"""SIGTERM and SIGINT as an event that loops look at."""

import signal
import threading


def on_signal() -> threading.Event:
    """An event that is set when ECS asks the program to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
