// The keys behind the names that terminfo and curses give them.
#ifndef CTKEYS_H
#define CTKEYS_H

/// One of `ct_key`, with its modifiers, by the name that curses gives it; 0 when it is none of ours.
int ct_key_named(const char *name, int *modifiers);

#endif
