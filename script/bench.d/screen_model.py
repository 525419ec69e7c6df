"""A terminal's screen as rows of text, from the bytes that a program writes: enough of it to know
what stands where, and nothing about looks."""

import re
import unicodedata

CONTROL = re.compile(
    rb"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ #%()*+./-].|\x1bP[^\x1b]*\x1b\\"
    rb"|\x1b([^\[\]P])")
# The beginning of a sequence or of a letter that the next read will complete.
BEGUN = re.compile(rb"(?:\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[ #%()*+./-]|P[^\x1b]*\x1b?)?|[\xc2-\xdf]"
                   rb"|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$")


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.rest = b""
        self.saved = (0, 0)
        self.clear()
        self.row = self.column = 0

    def clear(self):
        self.cells = [[" "] * self.columns for _ in range(self.rows)]
        self.top, self.bottom = 0, self.rows - 1

    def lines(self):
        return ["".join(row) for row in self.cells]

    def holds(self, word, but_last_row=False):
        return any(word in line for line in self.lines()[:-1 if but_last_row else None])

    def feed(self, data):
        data = self.rest + data
        begun = BEGUN.search(data)
        self.rest = data[begun.start():] if begun else b""
        data = data[:begun.start()] if begun else data
        place = 0
        for match in CONTROL.finditer(data):
            self.text(data[place:match.start()])
            place = match.end()
            if match.group(2):
                self.sequence(match.group(1), match.group(2).decode())
            elif match.group(3):
                self.escape(match.group(3).decode("latin-1"))
        self.text(data[place:])

    def text(self, data):
        for sign in data.decode("utf-8", "replace"):
            if sign >= " " and sign != "\x7f":
                self.put(sign)
            elif sign == "\r":
                self.column = 0
            elif sign in "\n\x0b\x0c":
                self.down()
            elif sign == "\b":
                self.column = max(0, min(self.column, self.columns - 1) - 1)
            elif sign == "\t":
                self.column = min(self.columns - 1, self.column // 8 * 8 + 8)

    def put(self, sign):
        if unicodedata.combining(sign):
            return
        width = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if self.column + width > self.columns:
            self.column = 0
            self.down()
        self.cells[self.row][self.column] = sign
        if width == 2:
            self.cells[self.row][self.column + 1] = ""
        self.column += width

    def down(self):
        if self.row == self.bottom:
            self.move(1)
        else:
            self.row = min(self.rows - 1, self.row + 1)

    def move(self, count, top=None):
        """Rows of the scrolling region up (down when negative)."""
        top = self.top if top is None else top
        for _ in range(min(abs(count), self.rows)):
            if count > 0:
                del self.cells[top]
                self.cells.insert(self.bottom, [" "] * self.columns)
            else:
                del self.cells[self.bottom]
                self.cells.insert(top, [" "] * self.columns)

    def escape(self, letter):
        if letter == "M":
            if self.row == self.top:
                self.move(-1)
            else:
                self.row = max(0, self.row - 1)
        elif letter == "D":
            self.down()
        elif letter == "E":
            self.column = 0
            self.down()
        elif letter == "7":
            self.saved = (self.row, self.column)
        elif letter == "8":
            self.row, self.column = self.saved

    def blank(self, row, start, end):
        self.cells[row][start:end] = [" "] * (end - start)

    def sequence(self, parameters, letter):
        if parameters[:1] in (b"?", b">", b"="):
            if parameters in (b"?1049", b"?47", b"?1047"):
                self.clear()
            return
        numbers = [int(word) if word.isdigit() else 0 for word in parameters.split(b";")]
        first = max(1, numbers[0])
        column = min(self.column, self.columns - 1)
        if letter in "Hf":
            second = max(1, numbers[1]) if len(numbers) > 1 else 1
            self.row, self.column = min(first, self.rows) - 1, min(second, self.columns) - 1
        elif letter in "AF":
            self.row = max(0, self.row - first)
            self.column = 0 if letter == "F" else column
        elif letter in "BEe":
            self.row = min(self.rows - 1, self.row + first)
            self.column = 0 if letter == "E" else column
        elif letter in "Ca":
            self.column = min(self.columns - 1, column + first)
        elif letter == "D":
            self.column = max(0, column - first)
        elif letter in "G`":
            self.column = min(first, self.columns) - 1
        elif letter == "d":
            self.row = min(first, self.rows) - 1
        elif letter == "K":
            self.blank(self.row, 0 if numbers[0] else column,
                       column + 1 if numbers[0] == 1 else self.columns)
        elif letter == "J":
            if numbers[0] == 0:
                self.blank(self.row, column, self.columns)
            elif numbers[0] == 1:
                self.blank(self.row, 0, column + 1)
            for row in range(self.rows):
                if numbers[0] >= 2 or (row > self.row) == (numbers[0] == 0) and row != self.row:
                    self.blank(row, 0, self.columns)
        elif letter in "LM" and self.top <= self.row <= self.bottom:
            self.move(first if letter == "M" else -first, self.row)
        elif letter == "S":
            self.move(first)
        elif letter == "T":
            self.move(-first)
        elif letter == "P":
            row = self.cells[self.row]
            self.cells[self.row] = (row[:column] + row[column + first:] + [" "] * first)[:self.columns]
        elif letter == "@":
            row = self.cells[self.row]
            self.cells[self.row] = (row[:column] + [" "] * first + row[column:])[:self.columns]
        elif letter == "X":
            self.blank(self.row, column, min(self.columns, column + first))
        elif letter == "b":
            for _ in range(first):
                self.put(self.cells[self.row][max(0, column - 1)])
        elif letter == "r":
            last = numbers[1] if len(numbers) > 1 and numbers[1] else self.rows
            self.top, self.bottom = first - 1, min(last, self.rows) - 1
            self.row = self.column = 0
