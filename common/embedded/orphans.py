"""What becomes of a server whose keeper is killed? Linux tells it to stop; elsewhere the next keeper does."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def dies_with_its_keeper(farewell: signal.Signals) -> Callable[[], None]:
    """For a child to run before it becomes the server: ask the kernel for this signal when our process ends."""
    if sys.platform != "linux":
        return lambda: None
    keeper = os.getpid()
    libc = ctypes.CDLL(None)

    def arrange() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, farewell)
        if os.getppid() != keeper:
            os.kill(os.getpid(), signal.SIGKILL)

    return arrange
