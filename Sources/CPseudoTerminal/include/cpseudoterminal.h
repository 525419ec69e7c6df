// Programs started for tests: in a pseudo-terminal of their own, or without any terminal.
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

/// Starts a program in a new pseudo-terminal, whose other end is put in `*master`. With `input` not
/// negative, that is its standard input instead. Gives its process id, -1 on failure.
pid_t cpt_start(const char *path, char *const arguments[], char *const environment[],
                const char *directory, int columns, int rows, int input, int *master);
/// Starts a program in a session of its own, without a terminal. Gives its process id, or -1.
pid_t cpt_start_plain(const char *path, char *const arguments[], char *const environment[],
                      const char *directory, int input, int output, int errors);
/// Tells a pseudo-terminal's program of a new size.
int cpt_resize(int master, int columns, int rows);
/// Looks whether a process has ended: its exit code, 128 and the signal's number when one ended it,
/// -1 while it runs.
int cpt_ended(pid_t process);

#endif
