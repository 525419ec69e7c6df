// Keys by name, because the numbers of extended keys differ from system to system.
#include "ctkeys.h"

#include <string.h>

#include "cterminal.h"

typedef struct {
  const char *name;
  int key;
  int modifiers;
} named_key;

// These may be followed by a digit for the modifiers; without one they are shifted.
static const named_key extended[] = {
    {"kUP", CT_KEY_UP, 0},       {"kDN", CT_KEY_DOWN, 0},    {"kLFT", CT_KEY_LEFT, 0},
    {"kRIT", CT_KEY_RIGHT, 0},   {"kHOM", CT_KEY_HOME, 0},   {"kEND", CT_KEY_END, 0},
    {"kPRV", CT_KEY_PAGE_UP, 0}, {"kNXT", CT_KEY_PAGE_DOWN, 0}, {"kIC", CT_KEY_INSERT, 0},
    {"kDC", CT_KEY_DELETE, 0},
};
static const named_key plain[] = {
    {"KEY_UP", CT_KEY_UP, 0},
    {"KEY_DOWN", CT_KEY_DOWN, 0},
    {"KEY_LEFT", CT_KEY_LEFT, 0},
    {"KEY_RIGHT", CT_KEY_RIGHT, 0},
    {"KEY_HOME", CT_KEY_HOME, 0},
    {"KEY_END", CT_KEY_END, 0},
    {"KEY_FIND", CT_KEY_HOME, 0},
    {"KEY_SELECT", CT_KEY_END, 0},
    {"KEY_A1", CT_KEY_HOME, 0},
    {"KEY_A3", CT_KEY_PAGE_UP, 0},
    {"KEY_C1", CT_KEY_END, 0},
    {"KEY_C3", CT_KEY_PAGE_DOWN, 0},
    {"KEY_PPAGE", CT_KEY_PAGE_UP, 0},
    {"KEY_NPAGE", CT_KEY_PAGE_DOWN, 0},
    {"KEY_IC", CT_KEY_INSERT, 0},
    {"KEY_DC", CT_KEY_DELETE, 0},
    {"KEY_ENTER", CT_KEY_ENTER, 0},
    {"KEY_BACKSPACE", CT_KEY_BACKSPACE, 0},
    {"KEY_BTAB", CT_KEY_TAB, CT_SHIFT},
    {"KEY_SR", CT_KEY_UP, CT_SHIFT},
    {"KEY_SF", CT_KEY_DOWN, CT_SHIFT},
    {"KEY_SLEFT", CT_KEY_LEFT, CT_SHIFT},
    {"KEY_SRIGHT", CT_KEY_RIGHT, CT_SHIFT},
    {"KEY_SHOME", CT_KEY_HOME, CT_SHIFT},
    {"KEY_SEND", CT_KEY_END, CT_SHIFT},
    {"KEY_SPREVIOUS", CT_KEY_PAGE_UP, CT_SHIFT},
    {"KEY_SNEXT", CT_KEY_PAGE_DOWN, CT_SHIFT},
    {"KEY_SIC", CT_KEY_INSERT, CT_SHIFT},
    {"KEY_SDC", CT_KEY_DELETE, CT_SHIFT},
};

int ct_key_named(const char *name, int *modifiers) {
  for (size_t i = 0; i < sizeof extended / sizeof extended[0]; i++) {
    size_t length = strlen(extended[i].name);
    if (strncmp(name, extended[i].name, length) != 0) continue;
    *modifiers = CT_SHIFT;
    if (name[length] == 0) return extended[i].key;
    // xterm counts modifiers from 2 on: shift, alt, control as bits above one.
    *modifiers = name[length] - '1';
    if (name[length] >= '2' && name[length] <= '8' && name[length + 1] == 0) return extended[i].key;
  }
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
    *modifiers = plain[i].modifiers;
    if (strcmp(name, plain[i].name) == 0) return plain[i].key;
  }
  return 0;
}
