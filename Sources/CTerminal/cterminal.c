// The only file that includes curses.h: starts and stops the terminal, puts cells, reads keys.
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
#include "ctrescue.h"

// Numbers for the ends of a bracketed paste and the beginnings of mouse reports, above all that
// terminfo's extended keys are given.
enum { PASTE_BEGIN = 0x7001, PASTE_END, MOUSE_BEGIN, OLD_MOUSE_BEGIN };

static FILE *input, *output;
static WINDOW *keys;
static struct termios modes_before;
static bool running, away, mouse_on, colour_on, xterm, title_saved;
static int wake_descriptor = -1;
static struct sigaction resize_before, quit_before;

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
    if (!screen) continue;
    // Until it has once been left and taken up again, curses sends each movement of the cursor on
    // its own instead of a frame in one piece. The first refresh takes it up.
    endwin();
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
  add_capability(bytes, sizeof bytes, "rmcup");
  ct_rescue_prepare(fileno(input), fileno(output), &modes_before, bytes);
}

static void wake(void) {
  uint64_t one = 1;
  if (wake_descriptor >= 0 && write(wake_descriptor, &one, sizeof one) < 0) return;
}

// Curses' own handler notes the new size; the eventfd makes sure that a poll entered a moment too
// late, or interrupted on another thread, hears of it.
static void resized(int number) {
  if (resize_before.sa_handler != SIG_DFL && resize_before.sa_handler != SIG_IGN) {
    resize_before.sa_handler(number);
  }
  wake();
}

static void watch_size(void) {
  struct sigaction action, old;
  memset(&action, 0, sizeof action);
  action.sa_handler = resized;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGWINCH, &action, &old) == 0 && old.sa_handler != resized) resize_before = old;
}

// Coming back to the screen, curses sends this to undo its changes of the palette. It never makes any
// here, and the user's own would be lost; emptied in place, because it cannot be told not to.
static void spare_palette(void) {
  char *reset = tigetstr("oc");
  if (reset && reset != (char *)-1) *reset = 0;
}

static void set_modes(void) {
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  typeahead(-1);
  curs_set(0);
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
  use_tioctl(TRUE);
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
  watch_size();
  spare_palette();
  prepare_rescue();
  ct_rescue_arm(true);
  ct_errors_hold();
  set_modes();
  colour_on = colour && has_colors() && start_color() == OK && use_default_colors() == OK;
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
  mouse_on = title_saved = false;
  wake_descriptor = -1;
  close_files();
}

// Asks the terminal itself: with the environment out of the play curses does so only at the start.
static bool fit(void) {
  struct winsize size;
  if (ioctl(fileno(output), TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0 ||
      !is_term_resized(size.ws_row, size.ws_col)) {
    return false;
  }
  resizeterm(size.ws_row, size.ws_col);
  return true;
}

static void come_back(void) {
  if (!away) return;
  away = false;
  reset_prog_mode();
  ct_rescue_arm(true);
  ct_errors_hold();
  paste_mode(true);
  mouse_mode(true);
  // While the program was stopped nobody told it about a new size, and what resizeterm leaves for
  // the next read is nothing that a poll could see.
  if (fit()) wake();
  ct_repaint();
}

void ct_suspend(void) {
  struct sigaction stop, old;
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

ct_extent ct_size(void) {
  ct_extent size = {0, 0};
  if (running) getmaxyx(stdscr, size.rows, size.columns);
  return size;
}

int ct_colours(void) { return running && colour_on ? COLORS : 0; }

void ct_init_pair(int pair, int foreground, int background) {
  if (colour_on) init_extended_pair(pair, foreground, background);
}

static bool has_capability(const char *name) {
  const char *text = running ? tigetstr(name) : NULL;
  return text && text != (char *)-1;
}

bool ct_has_italics(void) { return has_capability("sitm"); }

bool ct_is_xterm(void) { return running && xterm; }

int ct_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

static attr_t attributes_of(unsigned look) {
  attr_t attributes = A_NORMAL;
  if (look & CT_BOLD) attributes |= A_BOLD;
  if (look & CT_DIM) attributes |= A_DIM;
  if (look & CT_ITALIC) attributes |= A_ITALIC;
  if (look & CT_UNDERLINE) attributes |= A_UNDERLINE;
  if (look & CT_REVERSE) attributes |= A_REVERSE;
  return attributes;
}

void ct_set_ground(unsigned look, int pair) {
  cchar_t blank;
  if (!running || setcchar(&blank, L" ", attributes_of(look), 0, &pair) != OK) return;
  bkgrndset(&blank);
  erase();
}

void ct_put(int column, int row, const uint32_t *scalars, int count, unsigned look, int pair) {
  wchar_t text[CCHARW_MAX + 1] = {0};
  cchar_t cell;
  if (!running || count < 1 || count > CCHARW_MAX) return;
  for (int i = 0; i < count; i++) text[i] = (wchar_t)scalars[i];
  if (setcchar(&cell, text, attributes_of(look), 0, &pair) != OK) return;
  // Unlike add_wch this neither wraps nor scrolls, so the last cell of the screen is like any other.
  mvadd_wchnstr(row, column, &cell, 1);
}

void ct_erase(void) {
  if (running) erase();
}

void ct_cursor(int column, int row) {
  if (!running) return;
  curs_set(column >= 0);
  if (column >= 0) move(row, column);
}

void ct_refresh(void) {
  if (running && !away) refresh();
}

void ct_repaint(void) {
  if (running) clearok(curscr, TRUE);
}

void ct_bell(void) {
  if (running && !away) beep();
}

void ct_send(const char *bytes, size_t count) {
  if (running) ct_write_all(fileno(output), bytes, count);
}

void ct_title(const char *text, size_t count) {
  if (!running || away || !xterm) return;
  if (!title_saved) ct_send("\033[22;2t", 7);
  title_saved = true;
  ct_send("\033]2;", 4);
  ct_send(text, count);
  ct_send("\033\\", 2);
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
  int code = running && !away ? wgetch(keys) : ERR;
  if (code == ERR) return (ct_event){.kind = CT_NOTHING};
  if (code < 0x100) return (ct_event){.kind = CT_BYTE, .value = code};
  if (code == KEY_RESIZE) {
    fit();
    return (ct_event){.kind = CT_RESIZED};
  }
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
