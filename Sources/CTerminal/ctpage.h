// The page of cells: what is to be seen and what is seen, and the cheapest way from one to the
// other.
#ifndef CTPAGE_H
#define CTPAGE_H

#include "ctout.h"

/// Takes a size; everything is to be painted anew. False without memory.
bool ct_page_resize(int rows, int columns);
void ct_page_free(void);
void ct_page_ground(unsigned look, int pair);
void ct_page_put(int column, int row, const ct_cell *cell);
void ct_page_erase(void);
/// Makes the next paint clear the screen first.
void ct_page_forget(void);
/// Writes what differs into the buffer and puts the cursor at a place; a negative column hides it.
void ct_page_paint(int cursor_column, int cursor_row);

#endif
