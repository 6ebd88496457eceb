"""How often does a process look for memory to give back? Less often than Python would, through much that stays."""

import gc


def keep_what_is_loaded() -> None:
    """What is loaded by now stays, and need not be looked through again while pages are drawn and tasks are done.

    For web and Celery workers, once they are ready (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
