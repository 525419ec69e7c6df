// What goes to the terminal: one buffer, the capabilities in use, where the cursor stands and how
// it writes. Knows the terminal, not the page.
#ifndef CTOUT_H
#define CTOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What one position shows: up to five scalars, columns taken (0 in the right half of a wide one).
typedef struct {
  uint32_t scalars[5];
  uint8_t count;
  uint8_t width;
  uint8_t look;
  uint8_t pair;
} ct_cell;

/// Reads the capabilities of the terminal that curses opened; bytes go to `descriptor`.
void ct_out_open(int descriptor, bool colour);
void ct_out_close(void);
/// The size of the screen, by which the last column and the scrolling region are known.
void ct_out_resize(int rows, int columns);
void ct_out_pair(int pair, int foreground, int background);
int ct_out_colours(void);

void ct_out_bytes(const char *bytes, size_t count);
void ct_out_flush(void);

/// Forgets what the terminal is thought to be at, and makes it blank in a look.
void ct_out_clear(unsigned look, int pair);
void ct_out_move(int row, int column);
/// Bytes that `ct_out_move` along the present row would take.
int ct_out_cost_along(int column);
int ct_out_row(void);
int ct_out_column(void);
/// Whether the cursor writes in this look now, so that it costs no change.
bool ct_out_writes(const ct_cell *cell);
void ct_out_cell(const ct_cell *cell);
/// Whether erased places take the look's ground.
bool ct_out_erases(unsigned look, int pair);
/// Blanks the row from the cursor on.
void ct_out_erase_end(unsigned look, int pair);
/// Moves rows `top` to `bottom` up by `count` (down when negative); false when it cannot.
bool ct_out_scroll(int top, int bottom, int count, unsigned look, int pair);
bool ct_out_fills_corner(void);
void ct_out_show_cursor(bool shown);
/// Ordinary letters, the whole screen as scrolling region, the cursor shown: as programs expect it.
void ct_out_leave(void);

#endif
