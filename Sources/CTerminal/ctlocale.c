// Choosing a locale that knows every sign: without one, everything but ASCII has no width.
#include "ctlocale.h"

#include <langinfo.h>
#include <locale.h>
#include <stddef.h>
#include <string.h>

bool ct_use_utf8(void) {
  const char *const tries[] = {"", "C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
    if (setlocale(LC_CTYPE, tries[i]) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  }
  return false;
}
