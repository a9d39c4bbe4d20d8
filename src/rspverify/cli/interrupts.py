"""Ctrl-C while a solver works.

Z3 takes the signal for itself while it answers a query: the query fails, and nobody hears of the interruption. So the
signal is blocked, and a thread waits for it and tells Python, which raises `KeyboardInterrupt` as soon as the query has
its answer. Queries are short, checks are not."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from types import TracebackType

from rspverify.check.results import EXIT_INTERRUPTED

_AGAIN = 0.5


class Interrupts:
    """Within its `with` block Ctrl-C raises `KeyboardInterrupt` for sure, also if the first one gets lost in a place
    where Python ignores exceptions. A second Ctrl-C ends the process at once."""

    def __init__(self) -> None:
        self._works = hasattr(signal, "pthread_sigmask") and threading.current_thread() is threading.main_thread()
        self._asked = threading.Event()
        self._over = threading.Event()
        self._heard = False
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._repeater = threading.Thread(target=self._repeat, daemon=True)
        self._hook = sys.unraisablehook

    def __enter__(self) -> Interrupts:
        if self._works:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            self._listener.start()
            self._repeater.start()
            sys.unraisablehook = self._unraisable
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._works:
            return
        try:
            self._end()
        except KeyboardInterrupt:
            self._end()

    def _end(self) -> None:
        """Stops the threads. An interruption that arrives at this very moment is one that was heard already."""
        self._over.set()
        self._asked.set()
        if self._listener.is_alive() and self._listener.ident is not None:
            signal.pthread_kill(self._listener.ident, signal.SIGINT)
        self._listener.join()
        self._repeater.join()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        if not self._heard:
            sys.unraisablehook = self._hook

    def _unraisable(self, what: sys.UnraisableHookArgs) -> None:
        """Says nothing of an interruption that got lost (there will be another one), nor of what it left half-made."""
        if not self._heard:
            self._hook(what)

    def _listen(self) -> None:
        while True:
            signal.sigwait({signal.SIGINT})
            if self._over.is_set():
                return
            if self._heard:
                os._exit(EXIT_INTERRUPTED)
            self._heard = True
            self._asked.set()

    def _repeat(self) -> None:
        """Tells Python until the block is left."""
        self._asked.wait()
        while not self._over.is_set():
            _thread.interrupt_main()
            self._over.wait(_AGAIN)
