"""Runs a command on a terminal of its own, and answers each question of it by pressing Enter.

    person.py COMMAND…      prints what the terminal showed; ends as the command does, 0 also when it ends with 4
"""

import os
import pty
import re
import sys

questions = 0
said = ""


def read(descriptor: int) -> bytes:
    """Shows what the command says; presses Enter when it asks."""
    global questions, said
    octets = os.read(descriptor, 65536)
    said += octets.decode(errors="replace")
    while len(re.findall(r"Enter when it is done", said)) > questions:
        questions += 1
        os.write(descriptor, b"\n")
    return octets


status = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read))
print(f"{questions} questions, exit code {status}")
sys.exit(0 if questions >= 4 and status in (0, 4) else 1)
