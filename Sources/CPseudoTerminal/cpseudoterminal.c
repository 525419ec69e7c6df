// Forking for tests. Between fork and exec only calls that are safe there, because the test process
// has many threads.
#define _GNU_SOURCE
#include "cpseudoterminal.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

// A test runner ignores or blocks signals that the program under test must receive.
static void reset_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
}

static void execute(const char *path, char *const arguments[], char *const environment[],
                    const char *directory) {
  if (directory && chdir(directory) != 0) _exit(126);
  execve(path, arguments, environment);
  _exit(127);
}

pid_t cpt_start(const char *path, char *const arguments[], char *const environment[],
                const char *directory, int columns, int rows, int input, int *master) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  int slave;
  if (openpty(master, &slave, NULL, NULL, &size) != 0) return -1;
  fcntl(*master, F_SETFD, FD_CLOEXEC);
  pid_t process = fork();
  if (process == 0) {
    reset_signals();
    login_tty(slave);
    if (input >= 0) dup2(input, STDIN_FILENO);
    execute(path, arguments, environment, directory);
  }
  close(slave);
  if (process < 0) close(*master);
  return process;
}

pid_t cpt_start_plain(const char *path, char *const arguments[], char *const environment[],
                      const char *directory, int input, int output, int errors) {
  pid_t process = fork();
  if (process != 0) return process;
  reset_signals();
  setsid();
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  execute(path, arguments, environment, directory);
  return -1;
}

int cpt_resize(int master, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(master, TIOCSWINSZ, &size);
}

int cpt_ended(pid_t process) {
  int status;
  if (waitpid(process, &status, WNOHANG) != process) return -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
