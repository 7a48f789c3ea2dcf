"""fork.py FOLDER COMMAND...: answers a prompt at a terminal that pty.fork makes."""

import os
import pty
import re
import sys

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
seen = b""
answered = False
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:  # nobody has the other end any more
        break
    if not data:
        break
    seen += data
    challenge = re.search(rb"    (yes [A-Z0-9]{4}-[A-Z0-9]{4})\r\n", seen)
    if challenge and not answered:
        answered = True
        os.write(terminal, challenge.group(1) + b"\n")
os.waitpid(child, 0)
