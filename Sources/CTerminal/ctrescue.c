// Restores the terminal when the program crashes, then lets the crash go on, so that Swift's own
// report prints on a sane screen. Only async-signal-safe calls in the handler.
#define _GNU_SOURCE
#include "ctrescue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { TAIL = 4096, STACK = 64 * 1024 };

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
enum { CRASHES = sizeof crashes / sizeof crashes[0] };

static struct sigaction before[CRASHES];
static struct termios modes_before;
static char farewell[512];
static size_t farewell_length;
static int tty_input = -1, tty_output = -1;
static atomic_bool armed, prepared;
static int held = -1, errors_before = -1;
static char handler_stack[STACK];

void ct_write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd room = {.fd = descriptor, .events = POLLOUT};
      if (poll(&room, 1, 1000) <= 0) return;
    } else if (!(written < 0 && errno == EINTR)) {
      return;
    }
  }
}

static void nothing(int number) { (void)number; }

// A handler rather than SIG_IGN, because what is ignored stays ignored in an editor started later.
void ct_pass_over(int number, struct sigaction *old) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = nothing;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, old);
}

void ct_errors_hold(void) {
  if (errors_before >= 0 || !isatty(STDERR_FILENO)) return;
  if (held < 0) held = memfd_create("errors", MFD_CLOEXEC);
  if (held < 0) return;
  errors_before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (errors_before >= 0 && dup2(held, STDERR_FILENO) < 0) {
    close(errors_before);
    errors_before = -1;
  }
}

void ct_errors_release(void) {
  if (errors_before < 0) return;
  dup2(errors_before, STDERR_FILENO);
  close(errors_before);
  errors_before = -1;
}

// What was printed may quote a document: controls lose their power, C1 in UTF-8 included.
static void disarm_controls(char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    bool c1 = i > 0 && (unsigned char)bytes[i - 1] == 0xC2 && byte >= 0x80 && byte < 0xA0;
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F || c1) bytes[i] = '?';
  }
}

void ct_errors_show(void) {
  static char tail[TAIL];
  if (held < 0) return;
  off_t end = lseek(held, 0, SEEK_END);
  off_t from = end > TAIL ? end - TAIL : 0;
  ssize_t count = end > 0 ? pread(held, tail, TAIL, from) : 0;
  close(held);
  held = -1;
  if (count <= 0) return;
  disarm_controls(tail, (size_t)count);
  ct_write_all(STDERR_FILENO, tail, (size_t)count);
}

static void rescue(int number, siginfo_t *info, void *context) {
  (void)context;
  int kept = errno;
  if (atomic_exchange(&armed, false) && tcgetpgrp(tty_input) == getpgrp()) {
    ct_write_all(tty_output, farewell, farewell_length);
    tcsetattr(tty_input, TCSAFLUSH, &modes_before);
    if (errors_before >= 0) dup2(errors_before, STDERR_FILENO);
    ct_errors_show();
  }
  for (size_t i = 0; i < CRASHES; i++) {
    if (crashes[i] == number) sigaction(number, &before[i], NULL);
  }
  errno = kept;
  // A fault of the program's own repeats itself on return, and whoever handled it before us sees
  // the true address; anything sent from outside must be sent again.
  bool repeats = info->si_code > 0 && number != SIGTRAP && number != SIGABRT && number != SIGQUIT;
  if (repeats) return;
  raise(number);
  // Who was there before us may have reported and returned, as for a fault of the program's own,
  // which would repeat itself. This one would not, and the program must end all the same.
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  signal(number, SIG_DFL);
  raise(number);
}

static void handle_crashes(void) {
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    stack = (stack_t){.ss_sp = handler_stack, .ss_size = STACK};
    sigaltstack(&stack, NULL);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = rescue;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < CRASHES; i++) sigaction(crashes[i], &action, &before[i]);
}

void ct_rescue_prepare(int input, int output, const struct termios *modes, const char *bytes) {
  tty_input = input;
  tty_output = output;
  modes_before = *modes;
  farewell_length = strlen(bytes);
  if (farewell_length > sizeof farewell) farewell_length = sizeof farewell;
  memcpy(farewell, bytes, farewell_length);
  if (!atomic_exchange(&prepared, true)) handle_crashes();
}

void ct_rescue_arm(bool on) { atomic_store(&armed, on); }
