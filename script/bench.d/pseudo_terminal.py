"""A program in a real pseudo-terminal: started, fed with keys, timed to the last byte it writes."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

COLUMNS, ROWS = 120, 40
LIMIT = 10.0  # seconds after which a run counts as failed
QUIET = 0.12  # seconds of silence after which a screen counts as finished
CONTROLS = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-9A-B]|\x1b[=>78M]")


class Run:
    """One program from exec to its end."""

    def __init__(self, command, environment):
        self.bytes = b""
        self.read_at = 0.0
        told, telling = os.pipe()
        self.process, self.tty = pty.fork()
        if self.process == 0:
            # The size is set before exec, so that the first frame has it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            # What fork takes is not the program's; when this process wakes up again is not either.
            os.write(telling, struct.pack("d", time.monotonic()))
            try:
                os.execve(command[0], command, environment)
            finally:
                os._exit(127)
        os.close(telling)
        self.started = struct.unpack("d", os.read(told, 8))[0]
        os.close(told)

    def read(self, wait):
        ready, _, _ = select.select([self.tty], [], [], max(0, wait))
        if not ready:
            return b""
        try:
            data = os.read(self.tty, 65536)
        except OSError:
            return None
        if not data:
            return None
        self.read_at = time.monotonic()
        self.bytes += data
        return data

    def until(self, found, limit=LIMIT):
        """Milliseconds until the painted text satisfies `found`; None when it never does."""
        # What one read brought may hold both the text and a note.
        if self.bytes and found(self.painted()):
            return (self.read_at - self.started) * 1000
        while True:
            data = self.read(self.started + limit - time.monotonic())
            if not data:
                return None
            if found(self.painted()):
                return (self.read_at - self.started) * 1000

    def painted(self):
        """What stands on the screen, without blanks: those may be painted by moving the cursor."""
        return CONTROLS.sub(b"", self.bytes).replace(b" ", b"")

    def settle(self, limit=LIMIT):
        """Reads on until nothing comes; gives the time of the last byte and how many came."""
        begun = last = time.monotonic()
        count = 0
        while last - begun < limit:
            data = self.read(QUIET)
            if not data:
                break
            last, count = time.monotonic(), count + len(data)
        return last, count

    def press(self, key):
        begun = time.monotonic()
        os.write(self.tty, key)
        last, count = self.settle()
        return (last - begun) * 1000 if count else 0.0, count

    def peak(self):
        """The peak of resident memory in kB. Not wait4's ru_maxrss: that one starts from what this
        script held when it forked, which is more than either program takes."""
        with open("/proc/%d/status" % self.process, encoding="ascii", errors="replace") as file:
            match = re.search(r"^VmHWM:\s+(\d+)", file.read(), re.M)
        return int(match.group(1)) if match else None

    def tree_peak(self):
        """The peaks of the program and of what it started and still runs, in kB."""
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open("/proc/%s/stat" % name, encoding="utf-8", errors="replace") as file:
                        parents[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
                except OSError:
                    continue
        total, waiting = 0, [self.process]
        while waiting:
            process = waiting.pop()
            waiting += [child for child, parent in parents.items() if parent == process]
            try:
                with open("/proc/%d/status" % process, encoding="ascii", errors="replace") as file:
                    match = re.search(r"^VmHWM:\s+(\d+)", file.read(), re.M)
            except OSError:
                continue
            total += int(match.group(1)) if match else 0
        return total or None

    def end(self):
        """Quits, by force after two seconds."""
        deadline = time.monotonic() + 2
        try:
            os.write(self.tty, b"q")
        except OSError:
            pass
        while time.monotonic() < deadline and self.read(0.02) is not None:
            pass
        if os.waitpid(self.process, os.WNOHANG)[0] == 0:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.tty)


def environment(home):
    return {
        "HOME": home, "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.utf8",
        "TZ": "UTC", "XDG_STATE_HOME": home + "/state", "XDG_CACHE_HOME": home + "/cache",
        "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data",
        "SWIFT_BACKTRACE": "interactive=no"}
