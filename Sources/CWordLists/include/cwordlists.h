// Word lists that are part of the program: read-only bytes, one word a line, sorted by byte.
#ifndef CWORDLISTS_H
#define CWORDLISTS_H

#include <stddef.h>

// A list as it stands in the program; each word ends with a line feed.
typedef struct {
  const unsigned char *bytes;
  size_t length;
} cw_list;

// The ordinary words of English in lower case. COPYRIGHT says where they come from.
cw_list cw_english(void);

#endif
