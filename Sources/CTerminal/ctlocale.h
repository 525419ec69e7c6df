// Choosing a locale that knows every sign.
#ifndef CTLOCALE_H
#define CTLOCALE_H

#include <stdbool.h>

// The user's locale if it is UTF-8, else any that is; false when this system has none.
bool ct_use_utf8(void);

#endif
