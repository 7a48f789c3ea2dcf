"""Runs a command at a terminal of its own and plays the person who sits there.

    terminal.py [--stdin WHAT] [--place PLACE] [--stdout FILE] [--seconds N] STEP... -- COMMAND...

What the command's standard input is (--stdin):
    tty (default), null, closed, pipe:TEXT, file:TEXT, fifo:TEXT

Where the command runs (--place):
    foreground (default)  the terminal is its controlling terminal, and it is in front
    background            the same, but another process group is in front
    detached              no controlling terminal at all

Steps, in their order:
    type:TEXT     types it; a line must bring its own \\n
    expect:REGEX  waits until the terminal shows it, behind what was expected before
    hangup        closes the terminal

TEXT is ASCII with Python's escapes for bytes (\\n, \\x00, \\xff). In it {challenge} stands for the
last line "yes XXXX-XXXX" on the terminal, and {long} for 1,000,000 letters.

Everything that the terminal was sent goes to standard output, as it is. The exit code is the
command's, or 99 if an expectation was not met in time, which standard error explains.
"""

import argparse
import codecs
import fcntl
import os
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

CHALLENGE = re.compile(rb"^    (yes [A-Z0-9]{4}-[A-Z0-9]{4})\r$", re.MULTILINE)


def bytes_of(text):
    return codecs.decode(text.encode("ascii"), "unicode_escape").encode("latin-1")


def standard_input(what, slave):
    """A descriptor to read from, or None for one that is closed."""
    kind, _, rest = what.partition(":")
    if kind == "tty":
        return slave
    if kind == "null":
        return os.open("/dev/null", os.O_RDONLY)
    if kind == "closed":
        return None
    if kind == "pipe":
        reader, writer = os.pipe()
        os.write(writer, bytes_of(rest))
        os.close(writer)
        return reader
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, kind)
    if kind == "fifo":
        os.mkfifo(path)
        descriptor = os.open(path, os.O_RDWR)
        os.write(descriptor, bytes_of(rest))
    else:
        with open(path, "wb") as file:
            file.write(bytes_of(rest))
        descriptor = os.open(path, os.O_RDONLY)
    os.unlink(path)
    os.rmdir(folder)
    return descriptor


def become(command, options, slave):
    """Turns this new process into the command."""
    os.setsid()
    if options.place != "detached":
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    source = standard_input(options.stdin, slave)
    output = slave
    if options.stdout:
        output = os.open(options.stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    if source is None:
        os.close(0)
    else:
        os.dup2(source, 0)
    os.closerange(3, 256)
    if options.place == "background":
        leave_the_foreground()
    os.execvp(command[0], command)


def leave_the_foreground():
    """Goes on in a child of another process group; this one stays in front and waits for it."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        return
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


class Person:
    """Who sits at the terminal: reads all the time, also while typing."""

    def __init__(self, master, seconds):
        self.master = master
        self.until = time.monotonic() + seconds
        self.seen = b""
        self.position = 0
        self.open = True

    def turn(self, pending=b""):
        """Reads what there is, types what can be typed; gives what is still to be typed."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("too late")
        writing = [self.master] if pending else []
        readable, writable, _ = select.select([self.master], writing, [], left)
        if readable:
            try:
                data = os.read(self.master, 65536)
            except OSError:  # nobody has the other end any more
                data = b""
            self.seen += data
            self.open = bool(data)
        if writable:
            return pending[os.write(self.master, pending) :]
        return pending

    def type(self, text):
        answers = CHALLENGE.findall(self.seen)
        pending = bytes_of(text).replace(b"{long}", b"x" * 1_000_000)
        pending = pending.replace(b"{challenge}", answers[-1] if answers else b"no challenge")
        while pending and self.open:
            pending = self.turn(pending)

    def expect(self, pattern):
        while True:
            found = re.compile(pattern.encode("ascii")).search(self.seen, self.position)
            if found:
                self.position = found.end()
                return
            if not self.open:
                raise TimeoutError("never shown: " + pattern)
            self.turn()

    def stay(self):
        while self.open:
            self.turn()


def play(person, steps):
    for step in steps:
        verb, _, rest = step.partition(":")
        if verb == "type":
            person.type(rest)
        elif verb == "expect":
            person.expect(rest)
        elif verb == "hangup":
            os.close(person.master)
            return
        else:
            raise ValueError("not a step: " + step)
    person.stay()


def main():
    before, command = sys.argv[1:], []
    if "--" in before:
        cut = before.index("--")
        before, command = before[:cut], before[cut + 1 :]
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--stdin", default="tty")
    parser.add_argument("--place", default="foreground")
    parser.add_argument("--stdout")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("steps", nargs="*")
    options = parser.parse_args(before)

    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    child = os.fork()
    if child == 0:
        os.close(master)
        become(command, options, slave)
    os.close(slave)
    os.set_blocking(master, False)
    person = Person(master, options.seconds)
    try:
        play(person, options.steps)
    except TimeoutError as failure:
        print(f"{failure}\nshown so far:\n{person.seen!r}", file=sys.stderr)
        os.killpg(child, signal.SIGKILL)
        sys.exit(99)
    finally:
        sys.stdout.buffer.write(person.seen)
        sys.stdout.flush()
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


if __name__ == "__main__":
    main()
