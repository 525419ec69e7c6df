// What Swift cannot see of the C library: eventfd, poll, renameat2, statfs, the heap's habits, and signals that only leave a mark.
#ifndef CPLATFORM_H
#define CPLATFORM_H

/// Lets the heap begin with what the first frame takes, grow in larger steps and keep what it has. A frame is about as large as what malloc
/// gives back at once by default, so that every key press would return and fetch the same pages.
void cp_keep_heap(void);

/// A descriptor that becomes readable when it is rung; -1 when there is none to be had.
int cp_bell_create(void);
/// Makes a bell readable. Safe from any thread and from a signal handler.
void cp_bell_ring(int bell);
/// Makes a bell silent again.
void cp_bell_quiet(int bell);
void cp_bell_close(int bell);

/// Bits of what `cp_wait` found: bit i for descriptor i readable, bit 8+i for its other end gone,
/// `CP_INTERRUPTED` after a signal. 0 when the time was up.
enum { CP_GONE_SHIFT = 8, CP_INTERRUPTED = 1 << 16 };
/// Waits until one of up to three descriptors (negative ones are left out) can be read, for so many
/// milliseconds, or without end when negative.
int cp_wait(int first, int second, int third, int milliseconds);

/// Makes INT, TERM and HUP ring a bell instead of ending the program; what was ignored stays so.
/// Gives the bell, the same one each time.
int cp_signals_install(void);
/// Takes the signal that came last, 0 when none did.
int cp_signals_take(void);
/// The signal that `cp_signals_take` would take, left where it is.
int cp_signals_peek(void);
/// Forgets an INT that was meant for another program at the same terminal.
void cp_signals_forget_interrupt(void);

/// A pipe that no program started later inherits: its end to read, its end to write. 0, or -1.
int cp_pipe(int ends[2]);
/// The flag of posix_spawn that puts a program in a session of its own.
int cp_spawn_apart(void);

/// Swaps two names of one file system in a single step; 0, or -1 with errno.
int cp_swap_names(const char *one, const char *other);
/// Renames without ever replacing anything; 0, or -1 with errno (EEXIST when the name is taken).
int cp_rename_to_free_name(const char *from, const char *to);

/// 1 when what stands behind a path is on another machine or made up by another program, so that not
/// every change of it is told by inotify; 0 otherwise, also when nothing is there.
int cp_is_remote(const char *path);

#endif
