"""Drives the console in a terminal of its own, as a person at the keys does: console.py GRADSHELL"""

import os
import re
import sys
import time

import pexpect

# the arrow as a terminal sends it to an editor that has asked for the keypad
UP, CTRL_C, CTRL_D, TAB = "\x1bOA", "\x03", "\x04", "\t"
PATIENCE = 60


class Console:
    def __init__(self, command):
        self.child = pexpect.spawn(command, timeout=PATIENCE, encoding="utf-8", dimensions=(40, 120),
                                   env=os.environ | {"TERM": "xterm-256color"})

    def expect(self, text):
        """Waits for text, whatever the editor writes between its letters to colour or move them."""
        try:
            self.child.expect(r"(?:\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>])*".join(map(re.escape, text)))
        except (pexpect.TIMEOUT, pexpect.EOF):
            sys.exit(f"{text!r} did not come; what came was:\n{self.child.before}")

    def prompt(self, number):
        self.expect(f"gradshell [{number}]> ")

    def type(self, keys):
        self.child.send(keys)


console = Console(sys.argv[1])
console.prompt(1)

# a value, and a variable for later
console.type("int kept = 40 + 2;\r")
console.prompt(2)
console.type("kept * 100\r")
console.expect("4200")
console.prompt(3)

# history: the line before comes back
console.type(UP)
console.expect("kept * 100")
console.type(" + 7\r")
console.expect("4207")
console.prompt(4)

# Tab: the one name that begins so is written out, of a method that exists only here
console.type("int theOnlyNameLikeThis() { return 6 * 111; }\r")
console.prompt(5)
console.type("theOnlyNa")
console.type(TAB)
console.expect("meLikeThis()")
console.type("\r")
console.expect("666")
console.prompt(6)

# several lines: the cell runs when it is whole
console.type("int twice(int n) {\r")
console.expect("...> ")
console.type("return 2 * n;\r")
console.expect("...> ")
console.type("}\r")
console.prompt(7)
console.type("twice(444)\r")
console.expect("888")
console.prompt(8)

# an error points at what is wrong
console.type('String s = kept;\r')
console.expect("int cannot be converted to java.lang.String")
console.expect("String s = kept;")
console.expect("^^^^")
console.prompt(9)

# Ctrl-C stops what never ends, and keeps the variables
console.type('System.out.println("be" + "gun"); while (true);\r')
console.expect("begun")
console.type(CTRL_C)
console.expect("KeyboardInterrupt")
console.prompt(10)
console.type("kept + 1000\r")
console.expect("1042")
console.prompt(11)

# Ctrl-C again leaves a cell behind that goes on in spite of the first, and keeps the variables
console.type('{ System.out.println("st" + "uck"); new java.util.concurrent.CompletableFuture<Integer>().join(); }\r')
console.expect("stuck")
console.type(CTRL_C)
time.sleep(1)
console.type(CTRL_C)
console.expect("the cell was stopped twice and has not ended")
console.prompt(12)
console.type("kept + 2000\r")
console.expect("2042")
console.prompt(13)

# Ctrl-C at the prompt drops the line, no more
console.type("half a li")
console.expect("half a li")
console.type(CTRL_C)
console.prompt(13)

# Ctrl-D leaves
console.type(CTRL_D)
console.child.expect(pexpect.EOF)
console.child.close()
if console.child.exitstatus != 0:
    sys.exit(f"the console ended with status {console.child.exitstatus}, signal {console.child.signalstatus}")
print("console passed")
