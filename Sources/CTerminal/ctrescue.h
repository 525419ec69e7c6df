// What must happen when the program dies with the terminal in its hands; no curses in here, because
// curses may not be called from a signal handler.
#ifndef CTRESCUE_H
#define CTRESCUE_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/// Tells the crash handler which descriptors, modes and bytes make the terminal sane.
void ct_rescue_prepare(int input, int output, const struct termios *modes, const char *bytes);
/// Whether a crash from now on has a terminal to restore.
void ct_rescue_arm(bool armed);

/// Sends standard error to an anonymous file while the screen is up, if it is a terminal.
void ct_errors_hold(void);
/// Gives standard error back; what was held stays for `ct_errors_show`.
void ct_errors_release(void);
/// Writes the end of what was held to standard error, once.
void ct_errors_show(void);

/// Writes everything, over interruptions and short writes.
void ct_write_all(int descriptor, const char *bytes, size_t count);

#endif
