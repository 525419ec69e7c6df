// Bytes for the terminal by its terminfo entry. Where it speaks the common tongue (ECMA-48) the
// sequences are put together here, because curses' interpreter takes longer than all the rest.
#define _GNU_SOURCE
#include "ctout.h"

#include <ncursesw/curses.h>
#include <stdlib.h>
#include <string.h>

#include "cterminal.h"
#include "ctrescue.h"

enum { PAIRS = 16, TEXT = 64 };

static int output = -1, rows, columns;
static char *buffer;
static size_t used, room;

// Where the cursor is, -1 when that is not known, and how it writes.
static int at_row = -1, at_column = -1;
static unsigned look_now;
static int pair_now;
static bool look_known, cursor_shown, cursor_known;
static int region_top = -1, region_bottom = -1;

typedef struct {
  char on[TEXT];
  int ground;
} pair_text;
static pair_text pairs[PAIRS];

static char plain[TEXT], bold[TEXT], dim[TEXT], italic[TEXT], underline[TEXT], reverse[TEXT];
static char original[TEXT], erase_end[TEXT], clear_all[TEXT], hide[TEXT], show[TEXT];
static bool common_place, common_right, common_region, steps, can_scroll, erases_in_ground;
static bool wraps_late, wraps, moves_in_look;
static int colours, no_colour_with;

// A capability without the marks for padding, which no terminal of this age needs.
static void capability(char *text, const char *name) {
  const char *from = tigetstr(name);
  size_t length = 0;
  text[0] = 0;
  if (!from || from == (char *)-1) return;
  while (*from && length + 1 < TEXT) {
    const char *end = from[0] == '$' && from[1] == '<' ? strchr(from, '>') : NULL;
    if (end) {
      from = end + 1;
    } else {
      text[length++] = *from++;
    }
  }
  text[length] = 0;
}

static bool is(const char *name, const char *expected) {
  char text[TEXT];
  capability(text, name);
  return strcmp(text, expected) == 0;
}

void ct_out_open(int descriptor, bool colour) {
  char text[TEXT];
  output = descriptor;
  used = 0;
  capability(plain, "sgr0");
  capability(bold, "bold");
  capability(dim, "dim");
  capability(italic, "sitm");
  capability(underline, "smul");
  capability(reverse, "rev");
  capability(erase_end, "el");
  capability(clear_all, "clear");
  capability(hide, "civis");
  capability(show, "cnorm");
  capability(original, "op");
  // Signs that take a place of their own to change the look would break every row.
  if (tigetnum("xmc") > 0) plain[0] = bold[0] = dim[0] = italic[0] = underline[0] = reverse[0] = 0;
  // The usual way back to ordinary letters is the way back to ordinary colours as well.
  if (strstr(plain, "\033[m") || strstr(plain, "\033[0")) original[0] = 0;
  colours = colour ? tigetnum("colors") : 0;
  if (colours < 0 || !tigetstr("setaf") || tigetstr("setaf") == (char *)-1) colours = 0;
  no_colour_with = tigetnum("ncv");
  if (no_colour_with < 0) no_colour_with = 0;
  common_place = is("cup", "\033[%i%p1%d;%p2%dH");
  common_right = is("cuf", "\033[%p1%dC");
  common_region = is("csr", "\033[%i%p1%d;%p2%dr");
  steps = is("cud1", "\n") && is("cub1", "\b") && is("cr", "\r");
  capability(text, "ind");
  can_scroll = common_region && steps && strcmp(text, "\n") == 0 && is("ri", "\033M");
  erases_in_ground = tigetflag("bce") > 0;
  wraps = tigetflag("am") > 0;
  wraps_late = tigetflag("xenl") > 0;
  moves_in_look = tigetflag("msgr") > 0;
  at_row = at_column = region_top = region_bottom = -1;
  look_known = cursor_known = false;
  memset(pairs, 0, sizeof pairs);
  for (int i = 0; i < PAIRS; i++) pairs[i].ground = -1;
}

void ct_out_close(void) {
  ct_out_flush();
  free(buffer);
  buffer = NULL;
  used = room = 0;
  output = -1;
}

void ct_out_resize(int new_rows, int new_columns) {
  rows = new_rows;
  columns = new_columns;
}

int ct_out_colours(void) { return colours; }

void ct_out_pair(int pair, int foreground, int background) {
  if (pair < 1 || pair >= PAIRS || colours < 1) return;
  char *text = pairs[pair].on;
  const char *letters = tigetstr("setaf"), *ground = tigetstr("setab");
  text[0] = 0;
  pairs[pair].ground = background;
  if (foreground >= 0) strncat(text, tiparm(letters, foreground), TEXT / 2 - 1);
  if (background >= 0 && ground && ground != (char *)-1) {
    strncat(text, tiparm(ground, background), TEXT / 2 - 1);
  }
}

void ct_out_bytes(const char *bytes, size_t count) {
  if (count > room - used) {
    size_t wanted = (used + count) * 2 < 16384 ? 16384 : (used + count) * 2;
    char *larger = realloc(buffer, wanted);
    if (!larger) return;
    buffer = larger;
    room = wanted;
  }
  memcpy(buffer + used, bytes, count);
  used += count;
}

void ct_out_flush(void) {
  if (used > 0 && output >= 0) ct_write_all(output, buffer, used);
  used = 0;
}

static void text(const char *bytes) { ct_out_bytes(bytes, strlen(bytes)); }

static char *put_number(char *at, int number) {
  char digits[12];
  int count = 0;
  do {
    digits[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  while (count > 0) *at++ = digits[--count];
  return at;
}

static int digits_of(int number) { return number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 5; }

static void ordinary(void) {
  text(plain);
  text(original);
  look_now = 0;
  pair_now = 0;
  look_known = true;
}

// Attributes that the terminal cannot show together with a colour give way to it.
static unsigned showable(unsigned look, int pair) {
  if (pair == 0 || no_colour_with == 0) return look;
  if (no_colour_with & 2) look &= ~(unsigned)CT_UNDERLINE;
  if (no_colour_with & 4) look &= ~(unsigned)CT_REVERSE;
  if (no_colour_with & 16) look &= ~(unsigned)CT_DIM;
  if (no_colour_with & 32) look &= ~(unsigned)CT_BOLD;
  if (no_colour_with & 0x8000) look &= ~(unsigned)CT_ITALIC;
  return look;
}

static void set_look(unsigned look, int pair) {
  if (pair < 0 || pair >= PAIRS || colours < 1) pair = 0;
  look = showable(look, pair);
  if (look_known && look == look_now && pair == pair_now) return;
  if (!look_known || (look_now & ~look) || (pair_now != 0 && pair != pair_now)) ordinary();
  unsigned more = look & ~look_now;
  if (more & CT_BOLD) text(bold);
  if (more & CT_DIM) text(dim);
  if (more & CT_ITALIC) text(italic);
  if (more & CT_UNDERLINE) text(underline);
  if (more & CT_REVERSE) text(reverse);
  if (pair != pair_now) text(pairs[pair].on);
  look_now = look;
  pair_now = pair;
}

// On a blank nothing but ground, line and reversal is to be seen.
static bool blank_is_alike(const ct_cell *cell) {
  const unsigned seen = CT_UNDERLINE | CT_REVERSE;
  int pair = colours < 1 ? 0 : cell->pair;
  return look_known && cell->count == 1 && cell->scalars[0] == ' ' && !(cell->look & seen) &&
         !(look_now & seen) && pairs[pair % PAIRS].ground == pairs[pair_now].ground;
}

bool ct_out_writes(const ct_cell *cell) {
  int pair = colours < 1 ? 0 : cell->pair;
  return blank_is_alike(cell) ||
         (look_known && pair == pair_now && showable(cell->look, pair) == look_now);
}

static void place(int row, int column) {
  char bytes[40] = "\033[", *at = bytes + 2;
  if (!common_place) {
    const char *sequence = tigetstr("cup");
    if (sequence && sequence != (char *)-1) text(tiparm(sequence, row, column));
    return;
  }
  if (row > 0 || column > 0) at = put_number(at, row + 1);
  if (column > 0) {
    *at++ = ';';
    at = put_number(at, column + 1);
  }
  *at++ = 'H';
  ct_out_bytes(bytes, (size_t)(at - bytes));
}

static int place_cost(int row, int column) {
  return 3 + (row > 0 || column > 0 ? digits_of(row + 1) : 0) +
         (column > 0 ? 1 + digits_of(column + 1) : 0);
}

enum { NEVER = 1000 };

static int right_cost(int count) {
  if (count == 0) return 0;
  if (!common_right) return NEVER;
  return 3 + (count > 1 ? digits_of(count) : 0);
}

static void right(int count) {
  char bytes[20] = "\033[", *at = bytes + 2;
  if (count == 0) return;
  if (count > 1) at = put_number(at, count);
  *at++ = 'C';
  ct_out_bytes(bytes, (size_t)(at - bytes));
}

static int along_cost(int column) {
  if (column >= at_column) return right_cost(column - at_column);
  int back = steps ? at_column - column : NEVER;
  int anew = steps ? 1 + right_cost(column) : NEVER;
  return back < anew ? back : anew;
}

static void along(int column) {
  if (column >= at_column) {
    right(column - at_column);
  } else if (at_column - column <= 1 + right_cost(column)) {
    for (int i = at_column - column; i > 0; i--) text("\b");
  } else {
    text("\r");
    right(column);
  }
}

int ct_out_cost_along(int column) { return at_row < 0 ? NEVER : along_cost(column); }
int ct_out_row(void) { return at_row; }
int ct_out_column(void) { return at_column; }

// Lines down by line feeds, which the last row of the scrolling region would take for scrolling.
static int down_cost(int row) {
  if (row == at_row) return 0;
  if (row < at_row || !steps) return NEVER;
  if (at_row <= region_bottom && row > region_bottom) return NEVER;
  return row - at_row;
}

void ct_out_move(int row, int column) {
  if (row == at_row && column == at_column) return;
  if (!moves_in_look && look_now) ordinary();
  int known = at_row < 0 ? NEVER : down_cost(row) + along_cost(column);
  if (known < place_cost(row, column)) {
    for (int i = at_row; i < row; i++) text("\n");
    along(column);
  } else {
    place(row, column);
  }
  at_row = row;
  at_column = column;
}

static void put_scalar(uint32_t scalar) {
  char bytes[4];
  size_t count = 0;
  if (scalar < 0x80) {
    bytes[count++] = (char)scalar;
  } else if (scalar < 0x800) {
    bytes[count++] = (char)(0xC0 | scalar >> 6);
    bytes[count++] = (char)(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    bytes[count++] = (char)(0xE0 | scalar >> 12);
    bytes[count++] = (char)(0x80 | (scalar >> 6 & 0x3F));
    bytes[count++] = (char)(0x80 | (scalar & 0x3F));
  } else {
    bytes[count++] = (char)(0xF0 | scalar >> 18);
    bytes[count++] = (char)(0x80 | (scalar >> 12 & 0x3F));
    bytes[count++] = (char)(0x80 | (scalar >> 6 & 0x3F));
    bytes[count++] = (char)(0x80 | (scalar & 0x3F));
  }
  ct_out_bytes(bytes, count);
}

void ct_out_cell(const ct_cell *cell) {
  if (!blank_is_alike(cell)) set_look(cell->look, cell->pair);
  for (int i = 0; i < cell->count; i++) put_scalar(cell->scalars[i]);
  at_column += cell->width;
  // Whether the cursor now hangs behind the last column or stands on the next row is not the same
  // everywhere.
  if (at_column >= columns) at_row = at_column = -1;
}

bool ct_out_fills_corner(void) { return !wraps || wraps_late; }

bool ct_out_erases(unsigned look, int pair) {
  if (!erase_end[0] || (look & (CT_UNDERLINE | CT_REVERSE))) return false;
  return erases_in_ground || colours < 1 || pairs[pair % PAIRS].ground < 0;
}

void ct_out_erase_end(unsigned look, int pair) {
  set_look(look, pair);
  text(erase_end);
}

static void set_region(int top, int bottom) {
  char bytes[40] = "\033[", *at = bytes + 2;
  if (top == region_top && bottom == region_bottom) return;
  region_top = top;
  region_bottom = bottom;
  if (!common_region) return;
  if (top > 0 || bottom < rows - 1) {
    at = put_number(at, top + 1);
    *at++ = ';';
    at = put_number(at, bottom + 1);
  }
  *at++ = 'r';
  ct_out_bytes(bytes, (size_t)(at - bytes));
  // Some go to the first row of the screen, some to that of the region.
  at_row = at_column = -1;
}

bool ct_out_scroll(int top, int bottom, int count, unsigned look, int pair) {
  if (!can_scroll || !ct_out_erases(look, pair)) return false;
  // What comes in takes the look of the moment.
  set_look(look, pair);
  set_region(top, bottom);
  if (count > 0) {
    if (at_row != bottom) ct_out_move(bottom, 0);
    for (int i = 0; i < count; i++) text("\n");
  } else {
    if (at_row != top) ct_out_move(top, 0);
    for (int i = 0; i > count; i--) text("\033M");
  }
  return true;
}

void ct_out_clear(unsigned look, int pair) {
  region_top = region_bottom = -1;
  ordinary();
  set_region(0, rows - 1);
  if (ct_out_erases(look, pair)) set_look(look, pair);
  text(clear_all);
  at_row = at_column = 0;
  cursor_known = false;
}

void ct_out_show_cursor(bool shown) {
  if (cursor_known && shown == cursor_shown) return;
  text(shown ? show : hide);
  cursor_known = true;
  cursor_shown = shown;
}

void ct_out_leave(void) {
  ordinary();
  set_region(0, rows - 1);
  cursor_known = false;
  ct_out_show_cursor(true);
  ct_out_flush();
  at_row = at_column = -1;
  look_known = cursor_known = false;
}
