// Painting a page: rows that moved are scrolled, the rest is written where it differs.
#define _GNU_SOURCE
#include "ctpage.h"

#include <stdlib.h>
#include <string.h>

#include "cterminal.h"

// Columns in which marks come and go beside the text: two rows count as one that moved in spite of
// them. A scroll is worth it from so many rows that it brings to their place.
enum { MARK_COLUMNS = 4, WORTH = 3 };

static int rows, columns;
static ct_cell *wanted, *seen;
static uint64_t *wanted_hash, *seen_hash;
static int *votes;
static bool forgotten = true;
static ct_cell blank = {.scalars = {' '}, .count = 1, .width = 1};

static bool alike(const ct_cell *one, const ct_cell *other) {
  return memcmp(one, other, sizeof *one) == 0;
}

static void fill(ct_cell *cells, size_t count) {
  for (size_t i = 0; i < count; i++) cells[i] = blank;
}

bool ct_page_resize(int new_rows, int new_columns) {
  size_t count = (size_t)new_rows * (size_t)new_columns, lines = (size_t)new_rows;
  ct_page_free();
  wanted = malloc(count * sizeof *wanted);
  seen = malloc(count * sizeof *seen);
  wanted_hash = malloc(lines * sizeof *wanted_hash);
  seen_hash = malloc(lines * sizeof *seen_hash);
  votes = malloc(lines * 2 * sizeof *votes);
  if (!wanted || !seen || !wanted_hash || !seen_hash || !votes) {
    ct_page_free();
    return false;
  }
  rows = new_rows;
  columns = new_columns;
  ct_page_erase();
  forgotten = true;
  return true;
}

void ct_page_free(void) {
  free(wanted);
  free(seen);
  free(wanted_hash);
  free(seen_hash);
  free(votes);
  wanted = seen = NULL;
  wanted_hash = seen_hash = NULL;
  votes = NULL;
  rows = columns = 0;
}

void ct_page_ground(unsigned look, int pair) {
  blank.look = (uint8_t)look;
  blank.pair = (uint8_t)pair;
}

void ct_page_put(int column, int row, const ct_cell *cell) {
  if (row < 0 || row >= rows || column < 0 || column + cell->width > columns) return;
  ct_cell *at = wanted + (size_t)row * (size_t)columns + column;
  // Half a wide sign left over would not be known for what it is.
  if (at->width == 0 && column > 0) at[-1] = blank;
  ct_cell *last = at + cell->width - 1;
  if (last->width == 2 && column + cell->width < columns) last[1] = blank;
  *at = *cell;
  if (cell->width == 2) {
    at[1] = (ct_cell){.look = cell->look, .pair = cell->pair};
  }
}

void ct_page_erase(void) { fill(wanted, (size_t)rows * (size_t)columns); }

void ct_page_forget(void) { forgotten = true; }

static uint64_t hash(const ct_cell *cells) {
  uint64_t sum = 0;
  bool any = false;
  for (int i = columns > MARK_COLUMNS ? MARK_COLUMNS : 0; i < columns; i++) {
    uint64_t sign = cells[i].scalars[0] | (uint64_t)cells[i].scalars[1] << 32;
    any = any || (sign != ' ' && sign != 0);
    sum = (sum ^ sign ^ (uint64_t)cells[i].look << 24) * 0x9E3779B97F4A7C15u;
    sum ^= sum >> 29;
  }
  // Empty rows are everywhere and say nothing.
  return any ? sum | 1 : 0;
}

/// How far most rows have moved up; 0 when too few did.
static int movement(void) {
  int best = 0;
  memset(votes, 0, (size_t)rows * 2 * sizeof *votes);
  for (int row = 0; row < rows; row++) {
    if (wanted_hash[row] == 0) continue;
    for (int from = 0; from < rows; from++) {
      if (wanted_hash[row] == seen_hash[from]) votes[from - row + rows]++;
    }
  }
  for (int way = 1; way < rows * 2; way++) {
    if (votes[way] > votes[best + rows]) best = way - rows;
  }
  return votes[best + rows] >= WORTH && best != 0 ? best : 0;
}

static void scroll(void) {
  int differing = 0;
  for (int row = 0; row < rows; row++) {
    wanted_hash[row] = hash(wanted + (size_t)row * (size_t)columns);
    seen_hash[row] = hash(seen + (size_t)row * (size_t)columns);
    differing += wanted_hash[row] != seen_hash[row];
  }
  if (differing < WORTH) return;
  int way = movement();
  if (way == 0) return;
  // The widest stretch of rows that stand there already but for the way.
  int first = -1, last = -1, begin = -1;
  for (int row = 0; row <= rows; row++) {
    int from = row + way;
    bool moved = row < rows && from >= 0 && from < rows && wanted_hash[row] == seen_hash[from];
    if (moved && begin < 0) begin = row;
    if (!moved && begin >= 0) {
      if (first < 0 || row - begin > last - first + 1) {
        first = begin;
        last = row - 1;
      }
      begin = -1;
    }
  }
  if (first < 0 || last - first + 1 < WORTH) return;
  int top = way > 0 ? first : first + way, bottom = way > 0 ? last + way : last;
  if (!ct_out_scroll(top, bottom, way, blank.look, blank.pair)) return;
  size_t width = (size_t)columns, kept = (size_t)(last - first + 1);
  memmove(
      seen + (size_t)first * width, seen + (size_t)(first + way) * width,
      kept * width * sizeof *seen);
  int count = way > 0 ? way : -way;
  fill(seen + (size_t)(way > 0 ? last + 1 : top) * width, (size_t)count * width);
}

static size_t bytes_of(const ct_cell *cell) {
  size_t count = 0;
  for (int i = 0; i < cell->count; i++) {
    uint32_t scalar = cell->scalars[i];
    count += scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
  }
  return count;
}

// To a column of the row: over a short stretch it is cheaper to write what stands there anyway.
static void go(const ct_cell *cells, int row, int column) {
  if (ct_out_row() == row && ct_out_column() < column) {
    int start = ct_out_column(), cost = 0, limit = ct_out_cost_along(column);
    for (int i = start; i < column && cost <= limit; i++) {
      cost += ct_out_writes(&cells[i]) && cells[i].width == 1 ? (int)bytes_of(&cells[i]) : limit + 1;
    }
    if (cost <= limit) {
      for (int i = start; i < column; i++) ct_out_cell(&cells[i]);
      return;
    }
  }
  ct_out_move(row, column);
}

static bool has_wide(const ct_cell *cells) {
  for (int i = 0; i < columns; i++) {
    if (cells[i].width != 1) return true;
  }
  return false;
}

static void paint_row(int row) {
  const ct_cell *new = wanted + (size_t)row * (size_t)columns;
  ct_cell *old = seen + (size_t)row * (size_t)columns;
  if (memcmp(new, old, (size_t)columns * sizeof *new) == 0) return;
  int first = 0, last = columns - 1;
  while (alike(&new[first], &old[first])) first++;
  while (alike(&new[last], &old[last])) last--;
  // Where wide signs stand one half may not be written without the other, on either page.
  bool whole = has_wide(new) || has_wide(old);
  if (whole) {
    while (first > 0 && (new[first].width == 0 || old[first].width == 0)) first--;
    while (last < columns - 1 && (new[last + 1].width == 0 || old[last + 1].width == 0)) last++;
  }
  int end = columns;
  while (end > 0 && alike(&new[end - 1], &blank)) end--;
  bool erases = end <= last && last - end >= 3 && ct_out_erases(blank.look, blank.pair);
  if (erases) last = end - 1;
  if (row == rows - 1 && last == columns - 1 && !ct_out_fills_corner()) last--;
  for (int column = first; column <= last; column++) {
    if (new[column].width == 0 || (!whole && alike(&new[column], &old[column]))) continue;
    go(new, row, column);
    ct_out_cell(&new[column]);
  }
  if (erases) {
    go(new, row, end > first ? end : first);
    ct_out_erase_end(blank.look, blank.pair);
  }
  memcpy(old, new, (size_t)columns * sizeof *new);
}

void ct_page_paint(int cursor_column, int cursor_row) {
  if (!wanted) return;
  if (forgotten) {
    ct_out_clear(blank.look, blank.pair);
    // Where clearing leaves the terminal's own ground, no cell is what it should be.
    if (ct_out_erases(blank.look, blank.pair)) {
      fill(seen, (size_t)rows * (size_t)columns);
    } else {
      memset(seen, 0, (size_t)rows * (size_t)columns * sizeof *seen);
      for (size_t i = 0; i < (size_t)rows * (size_t)columns; i++) seen[i].width = 1;
    }
    forgotten = false;
  } else if (memcmp(wanted, seen, (size_t)rows * (size_t)columns * sizeof *seen) != 0) {
    scroll();
  }
  if (cursor_column < 0) ct_out_show_cursor(false);
  // Upwards when the text moved up: the next scroll finds the cursor on the last row.
  for (int row = 0; row < rows; row++) paint_row(row);
  if (cursor_column >= 0) {
    ct_out_move(cursor_row, cursor_column);
    ct_out_show_cursor(true);
  }
}

// Before the start and after the end the page has no rows, and nothing lies within it.

void ct_set_ground(unsigned look, int pair) {
  ct_page_ground(look, pair);
  ct_page_erase();
}

void ct_put(
    int column, int row, const uint32_t *scalars, int count, int width, unsigned look, int pair) {
  ct_cell cell = {.width = (uint8_t)width, .look = (uint8_t)look, .pair = (uint8_t)pair};
  if (count < 1 || count > 5) return;
  for (int i = 0; i < count; i++) cell.scalars[i] = scalars[i];
  cell.count = (uint8_t)count;
  ct_page_put(column, row, &cell);
}

void ct_move_rows(int from, int to, int count) {
  if (from < 0 || to < 0 || count < 1 || from + count > rows || to + count > rows) return;
  size_t row = (size_t)columns;
  memmove(wanted + row * (size_t)to, wanted + row * (size_t)from, row * (size_t)count * sizeof *wanted);
}

void ct_erase(void) { ct_page_erase(); }

void ct_repaint(void) { ct_page_forget(); }
