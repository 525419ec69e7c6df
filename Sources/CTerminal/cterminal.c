// Starts and stops the terminal through curses, and reads keys; cells go through the page.
#define _GNU_SOURCE
#include "cterminal.h"

#include <ncursesw/curses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "ctkeys.h"
#include "ctlocale.h"
#include "ctpage.h"
#include "ctrescue.h"

// Numbers for the ends of a bracketed paste and the beginnings of mouse reports, above all that
// terminfo's extended keys are given.
enum { PASTE_BEGIN = 0x7001, PASTE_END, MOUSE_BEGIN, OLD_MOUSE_BEGIN };

static FILE *input, *output;
static WINDOW *keys;
static struct termios modes_before;
static bool running, away, mouse_on, xterm, title_saved, painted;
static volatile sig_atomic_t size_changed, stop_asked;
static int rows, columns, cursor_column = -1, cursor_row;
static int wake_descriptor = -1;
static struct sigaction quit_before;

static FILE *terminal_file(FILE *standard, const char *mode) {
  if (isatty(fileno(standard))) return standard;
  // Closed in what is started from here: an editor, a browser.
  return fopen("/dev/tty", mode);
}

static void close_files(void) {
  if (input && input != stdin) fclose(input);
  if (output && output != stdout) fclose(output);
  input = output = NULL;
}

static SCREEN *open_screen(void) {
  const char *const kinds[] = {NULL, "xterm-256color", "vt100"};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    SCREEN *screen = newterm(kinds[i], output, input);
    if (!screen && !kinds[i]) {
      // A description without a size: curses then takes that of the terminal.
      use_tioctl(TRUE);
      screen = newterm(kinds[i], output, input);
    }
    if (!screen) continue;
    // A terminal that cannot place its cursor cannot show a page, whatever curses believes.
    return tigetstr("cup") ? screen : NULL;
  }
  return NULL;
}

// A capability without its padding marks, for bytes that are sent past curses.
static void add_capability(char *bytes, size_t room, const char *name) {
  const char *text = tigetstr(name);
  size_t length = strlen(bytes);
  if (!text || text == (char *)-1) return;
  while (*text && length + 1 < room) {
    const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
    if (end) {
      text = end + 1;
    } else {
      bytes[length++] = *text++;
    }
  }
  bytes[length] = 0;
}

static void prepare_rescue(void) {
  char bytes[512] = "";
  add_capability(bytes, sizeof bytes, "sgr0");
  add_capability(bytes, sizeof bytes, "cnorm");
  add_capability(bytes, sizeof bytes, "rmkx");
  if (xterm) strcat(bytes, "\033[?2004l\033[?1000l\033[?1002l\033[?1003l\033[?1006l");
  if (xterm) strcat(bytes, "\033[r");
  add_capability(bytes, sizeof bytes, "rmcup");
  ct_rescue_prepare(fileno(input), fileno(output), &modes_before, bytes);
}

static void wake(void) {
  uint64_t one = 1;
  if (wake_descriptor >= 0 && write(wake_descriptor, &one, sizeof one) < 0) return;
}

// The eventfd makes sure that a poll entered a moment too late, or interrupted on another thread,
// hears of it.
static void resized(int number) {
  (void)number;
  size_changed = 1;
  wake();
}

// Stopped from outside. Curses would leave and take up the screen in its own handler, without the
// page that is on it.
static void stopped(int number) {
  (void)number;
  stop_asked = 1;
  wake();
}

static void watch(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static void set_modes(void) {
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  typeahead(-1);
  // A pad takes the keys, because reading from a window would also refresh it.
  keys = newpad(1, 1);
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  define_key("\033[200~", PASTE_BEGIN);
  define_key("\033[201~", PASTE_END);
  // Curses would lose which button is held while the mouse moves, so it gets no mouse at all, and
  // what follows these beginnings is read as bytes.
  if (xterm) {
    define_key("\033[<", MOUSE_BEGIN);
    define_key("\033[M", OLD_MOUSE_BEGIN);
  }
}

static void paste_mode(bool on) {
  if (xterm) ct_send(on ? "\033[?2004h" : "\033[?2004l", 8);
}

// Presses, releases and movement with a button held, with places of any size.
static void mouse_mode(bool on) {
  if (!xterm || !mouse_on) return;
  ct_send(on ? "\033[?1000h\033[?1002h\033[?1006h" : "\033[?1006l\033[?1002l\033[?1000l", 24);
}

// The flag is xterm's own; multiplexers and rxvt understand the same sequences without having it.
static bool speaks_xterm(void) {
  const char *const families[] = {"xterm", "tmux", "screen", "rxvt"};
  const char *name = termname();
  if (tigetflag("XT") > 0) return true;
  for (size_t i = 0; name && i < sizeof families / sizeof families[0]; i++) {
    if (strncmp(name, families[i], strlen(families[i])) == 0) return true;
  }
  return false;
}

// Asks the terminal itself. Curses is left with the size that the terminal's description gives: it
// paints nothing, and its three pages of that size are never touched.
static bool fit(void) {
  struct winsize size;
  int new_rows = 24, new_columns = 80;
  size_changed = 0;
  if (ioctl(fileno(output), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
    new_rows = size.ws_row;
    new_columns = size.ws_col;
  } else if (rows > 0) {
    return false;
  }
  if ((new_rows == rows && new_columns == columns) || !ct_page_resize(new_rows, new_columns)) {
    return false;
  }
  rows = new_rows;
  columns = new_columns;
  ct_out_resize(rows, columns);
  return true;
}

int ct_start(bool colour, bool mouse, int bell) {
  static bool registered;
  if (running) return CT_STARTED;
  if (!ct_use_utf8()) return CT_NO_UTF8;
  input = terminal_file(stdin, "re");
  output = terminal_file(stdout, "we");
  if (!input || !output || tcgetattr(fileno(input), &modes_before) != 0) {
    close_files();
    return CT_NO_TERMINAL;
  }
  ct_pass_over(SIGPIPE, NULL);
  if (!getenv("ESCDELAY")) set_escdelay(25);
  use_env(FALSE);
  use_tioctl(FALSE);
  if (!open_screen()) {
    tcsetattr(fileno(input), TCSANOW, &modes_before);
    close_files();
    return CT_UNUSABLE;
  }
  running = true;
  away = false;
  xterm = speaks_xterm();
  wake_descriptor = bell;
  if (!registered) registered = atexit(ct_stop) == 0;
  watch(SIGWINCH, resized);
  watch(SIGTSTP, stopped);
  rows = columns = 0;
  painted = false;
  cursor_column = -1;
  ct_out_open(fileno(output), colour);
  fit();
  prepare_rescue();
  ct_rescue_arm(true);
  ct_errors_hold();
  set_modes();
  paste_mode(true);
  if (mouse) ct_mouse(true);
  return CT_STARTED;
}

static bool in_foreground(void) { return tcgetpgrp(fileno(input)) == getpgrp(); }

static void leave(void) {
  if (away) return;
  away = true;
  if (in_foreground()) {
    paste_mode(false);
    mouse_mode(false);
    ct_out_leave();
    endwin();
  }
  ct_rescue_arm(false);
  ct_errors_release();
}

void ct_stop(void) {
  if (!running) return;
  leave();
  if (in_foreground()) {
    if (title_saved) ct_send("\033[23;2t", 7);
    tcsetattr(fileno(input), TCSADRAIN, &modes_before);
  }
  running = false;
  ct_errors_show();
  delwin(keys);
  keys = NULL;
  ct_page_free();
  ct_out_close();
  mouse_on = title_saved = false;
  wake_descriptor = -1;
  close_files();
}

static void come_back(void) {
  if (!away) return;
  away = false;
  reset_prog_mode();
  // Curses' own page is empty; this takes the alternate screen up again.
  refresh();
  ct_rescue_arm(true);
  ct_errors_hold();
  paste_mode(true);
  mouse_mode(true);
  // While the program was stopped nobody told it about a new size; the bell has it asked for.
  if (fit()) wake();
  ct_repaint();
}

bool ct_stop_asked(void) { return running && stop_asked; }

void ct_suspend(void) {
  struct sigaction stop, old;
  stop_asked = 0;
  if (!running || away) return;
  def_prog_mode();
  leave();
  memset(&stop, 0, sizeof stop);
  stop.sa_handler = SIG_DFL;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &old);
  // The whole group, as the terminal itself would: a script around the program stops with it.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &old, NULL);
  sigaction(SIGQUIT, NULL, &quit_before);
}

void ct_hand_over(void) {
  if (!running || away) return;
  def_prog_mode();
  leave();
  // ^\ typed at the other program is meant for that program.
  ct_pass_over(SIGQUIT, &quit_before);
}

void ct_take_back(void) {
  if (!running || !away) return;
  sigaction(SIGQUIT, &quit_before, NULL);
  come_back();
}

int ct_input(void) { return running ? fileno(input) : -1; }

ct_extent ct_size(void) { return (ct_extent){running ? columns : 0, running ? rows : 0}; }

int ct_colours(void) { return running ? ct_out_colours() : 0; }

void ct_init_pair(int pair, int foreground, int background) {
  if (running) ct_out_pair(pair, foreground, background);
}

static bool has_capability(const char *name) {
  const char *text = running ? tigetstr(name) : NULL;
  return text && text != (char *)-1;
}

bool ct_has_italics(void) { return has_capability("sitm"); }

bool ct_is_xterm(void) { return running && xterm; }

int ct_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

void ct_cursor(int column, int row) {
  cursor_column = column;
  cursor_row = row;
}

void ct_refresh(void) {
  if (!running || away) return;
  ct_page_paint(cursor_column, cursor_row);
  ct_out_flush();
  painted = true;
}

void ct_bell(void) {
  if (running && !away) beep();
}

void ct_send(const char *bytes, size_t count) {
  if (!running) return;
  ct_out_bytes(bytes, count);
  // What comes before the first frame goes out with it.
  if (painted) ct_out_flush();
}

void ct_title(const char *text, size_t count) {
  if (!running || away || !xterm) return;
  if (!title_saved) ct_out_bytes("\033[22;2t", 7);
  title_saved = true;
  ct_out_bytes("\033]2;", 4);
  ct_out_bytes(text, count);
  ct_out_bytes("\033\\", 2);
  ct_out_flush();
}

void ct_mouse(bool on) {
  if (!running || on == mouse_on) return;
  if (!on && !away) mouse_mode(false);
  mouse_on = on;
  if (on && !away) mouse_mode(true);
}

static ct_event key_event(int key, int modifiers) {
  return (ct_event){.kind = CT_KEY, .value = key, .modifiers = modifiers};
}

static ct_event named(int code) {
  const char *name = keyname(code);
  int modifiers = 0;
  int key = name ? ct_key_named(name, &modifiers) : 0;
  return key ? key_event(key, modifiers) : (ct_event){.kind = CT_OTHER};
}

// Bytes, not get_wch: that one loses a letter whose bytes arrive in two reads, and stops at bytes
// that are no UTF-8. Key codes lie above all bytes.
ct_event ct_next(void) {
  if (running && !away && size_changed && fit()) return (ct_event){.kind = CT_RESIZED};
  int code = running && !away ? wgetch(keys) : ERR;
  if (code == ERR) return (ct_event){.kind = CT_NOTHING};
  if (code < 0x100) return (ct_event){.kind = CT_BYTE, .value = code};
  if (code == PASTE_BEGIN) return (ct_event){.kind = CT_PASTE_BEGIN};
  if (code == PASTE_END) return (ct_event){.kind = CT_PASTE_END};
  if (code == MOUSE_BEGIN) return (ct_event){.kind = CT_MOUSE_BEGIN};
  if (code == OLD_MOUSE_BEGIN) return (ct_event){.kind = CT_OLD_MOUSE_BEGIN};
  if (code >= KEY_F0 && code <= KEY_F0 + 63) {
    int modifiers;
    int key = ct_key_function(code - KEY_F0, &modifiers);
    return key_event(key, modifiers);
  }
  return named(code);
}
