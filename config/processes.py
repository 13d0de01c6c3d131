"""Child processes that cannot outlive us, each with everything it starts itself."""

import ctypes
import os
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}

#: Seconds between a child's death and its next start, growing up to the last one.
DELAYS = [0.5, 1, 2, 4, 8, 15, 30]
#: A child that lived this long, in seconds, died of something new.
SETTLED_AFTER = 60

_libc = ctypes.CDLL(None, use_errno=True)


class Stopped(Exception):
    """We were told to stop, by the signal that is the argument."""


def die_with_parent(signum):
    """Have the kernel send us `signum` when our parent is gone, whatever ended it."""
    _libc.prctl(PR_SET_PDEATHSIG, signum)


def hold_signals():
    """From here on signals wait until `pause` asks for them: no handler, no race.

    A hangup that nohup had us ignore stays ignored. An interrupt does not: a shell without job
    control starts everything in its background like that, and the office has to end all the same.
    """
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        STOP_SIGNALS.discard(signal.SIGHUP)
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS | {signal.SIGCHLD})


def pause(seconds):
    """Wait, but not longer than until a child ends. Raises Stopped when we are told to stop."""
    arrived = signal.sigtimedwait(STOP_SIGNALS | {signal.SIGCHLD}, seconds)
    if arrived and arrived.si_signo in STOP_SIGNALS:
        raise Stopped(arrived.si_signo)


class Child:
    """A program in a session of its own.

    Its group is killed as a whole, before a restart too, so that no worker of a dead master
    goes on beside the worker of the next.
    """

    def __init__(self, name, command, *, stop_signal=signal.SIGTERM, patience=20, **popen):
        self.name = name
        self.command = command
        self.stop_signal = stop_signal
        self.patience = patience
        self.popen = {"stdin": subprocess.DEVNULL, **popen}
        self.process = None
        self.failures = 0
        self.started = self.died = 0.0
        self.asked = False

    def start(self):
        parent = os.getpid()

        def prepare():
            # After the change of user, which would clear it.
            die_with_parent(self.stop_signal)
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            if os.getppid() != parent:
                os._exit(1)

        self.died = 0.0
        self.asked = False
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            preexec_fn=prepare,  # safe, since this process has no threads
            **self.popen,
        )

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def finish(self):
        """Wait for a program that ends by itself; its exit code."""
        self.start()
        try:
            while self.is_running():
                pause(1)
        finally:
            self.stop()
        return self.process.returncode

    def keep_running(self):
        """Restart the child when it has died and its delay is over; to be called often."""
        now = time.monotonic()
        if self.is_running():
            return
        if not self.died:
            self.kill()
            self.died = now
            lived = now - self.started
            self.failures = 0 if lived > SETTLED_AFTER else min(self.failures + 1, len(DELAYS) - 1)
            print(
                f"{self.name} ended (exit {self.process.returncode}),"
                f" starting it again in {DELAYS[self.failures]:g} s",
                flush=True,
            )
        if now - self.died >= DELAYS[self.failures]:
            self.start()

    def ask_to_stop(self):
        """Once: to a second signal a Celery worker answers by dropping its task."""
        if self.is_running() and not self.asked:
            self.asked = True
            self.process.send_signal(self.stop_signal)

    def stop(self):
        """Ask, wait, kill what is left of the group. A second Ctrl-C ends the waiting.

        A second SIGTERM does not: make passes on what its whole group got already.
        """
        self.ask_to_stop()
        deadline = time.monotonic() + self.patience
        while self.is_running() and time.monotonic() < deadline:
            try:
                pause(0.5)
            except Stopped as stopped:
                if stopped.args == (signal.SIGINT,):
                    break
        self.kill()

    def kill(self):
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
