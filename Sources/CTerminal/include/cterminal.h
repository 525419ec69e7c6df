// The terminal as the presenter uses it: our own names and plain values, so that Swift never sees
// curses.h. One terminal a process; all functions belong to the loop's thread.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Why `ct_start` could not take the terminal.
enum ct_outcome { CT_STARTED = 0, CT_NO_TERMINAL, CT_NO_UTF8, CT_UNUSABLE };

/// Looks of a cell, to be added up.
enum ct_look {
  CT_PLAIN = 0,
  CT_BOLD = 1,
  CT_DIM = 2,
  CT_ITALIC = 4,
  CT_UNDERLINE = 8,
  CT_REVERSE = 16
};

/// What one step of input is.
enum ct_kind {
  CT_NOTHING = 0,
  CT_BYTE,
  CT_KEY,
  CT_RESIZED,
  CT_PASTE_BEGIN,
  CT_PASTE_END,
  CT_MOUSE_BEGIN,
  CT_OLD_MOUSE_BEGIN,
  CT_OTHER
};

/// Keys that are no characters; function keys are CT_KEY_F0 + number.
enum ct_key {
  CT_KEY_UP = 1,
  CT_KEY_DOWN,
  CT_KEY_LEFT,
  CT_KEY_RIGHT,
  CT_KEY_HOME,
  CT_KEY_END,
  CT_KEY_PAGE_UP,
  CT_KEY_PAGE_DOWN,
  CT_KEY_INSERT,
  CT_KEY_DELETE,
  CT_KEY_ENTER,
  CT_KEY_BACKSPACE,
  CT_KEY_TAB,
  CT_KEY_F0 = 100
};

/// Modifiers of a key, to be added up.
enum ct_modifier { CT_SHIFT = 1, CT_ALT = 2, CT_CONTROL = 4 };

/// One step of input: a byte or a key, or the mark before what follows as bytes: pasted text, a mouse
/// report `button;column;row` ended by M or m, or an old one of three bytes.
typedef struct {
  int kind;
  int value;
  int modifiers;
} ct_event;

typedef struct {
  int columns;
  int rows;
} ct_extent;

/// Takes the terminal: standard input and output, or /dev/tty in place of one that is no terminal.
/// `wake` is an eventfd written whenever the window's size changes, or -1. Gives a `ct_outcome`.
int ct_start(bool colour, bool mouse, int wake);
/// Gives the terminal back as it was found. May be called at any time, any number of times.
void ct_stop(void);
/// The descriptor to poll for keys; -1 while there is no terminal.
int ct_input(void);
ct_extent ct_size(void);
/// Colours that pairs may use; 0 without colour.
int ct_colours(void);
/// Sets a pair (from 1) to two colours; -1 is the terminal's own.
void ct_init_pair(int pair, int foreground, int background);
/// What blanks look like from the next `ct_erase` on; cells that are put bring their own look.
void ct_set_ground(unsigned look, int pair);
/// Whether the terminal can slant letters.
bool ct_has_italics(void);
/// Whether the terminal understands xterm's title and clipboard sequences.
bool ct_is_xterm(void);

/// Puts up to five scalars (a spacing one and its marks) in one cell position of one or two columns.
void ct_put(
    int column, int row, const uint32_t *scalars, int count, int width, unsigned look, int pair);
/// Copies rows that were put to other rows, `count` of them.
void ct_move_rows(int from, int to, int count);
/// Blanks the whole screen, to be drawn anew.
void ct_erase(void);
/// Shows the cursor at a place; a negative column hides it.
void ct_cursor(int column, int row);
/// Writes what differs.
void ct_refresh(void);
/// Makes the next refresh repaint every cell.
void ct_repaint(void);
void ct_bell(void);
/// Sends bytes that are no part of the page; only between refreshes.
void ct_send(const char *bytes, size_t count);
/// Sets the window's title, which `ct_stop` puts back; the text must hold no controls.
void ct_title(const char *text, size_t count);
/// Columns that the C library gives a scalar; -1 when it does not know it.
int ct_width(uint32_t scalar);

/// The next step of input without waiting, `CT_NOTHING` when there is none.
ct_event ct_next(void);
/// Asks an xterm-like terminal for presses, releases, the wheel and movement with a button held.
void ct_mouse(bool on);

/// Whether somebody wants the program stopped; `ct_suspend` answers it.
bool ct_stop_asked(void);
/// Stops the program as ^Z does. Once it is continued, `ct_take_back` takes the terminal again; one
/// that was continued only to be ended had better not try.
void ct_suspend(void);
/// Gives the terminal to another program, until `ct_take_back`.
void ct_hand_over(void);
void ct_take_back(void);

#endif
