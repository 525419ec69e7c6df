// eventfd, poll and signals in the few forms that the loop uses; what saving and watching need.
#define _GNU_SOURCE
#include <malloc.h>
#include "cplatform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

int cp_bell_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void cp_bell_ring(int bell) {
  uint64_t one = 1;
  int kept = errno;
  // Full means that it is ringing already.
  while (bell >= 0 && write(bell, &one, sizeof one) < 0 && errno == EINTR) continue;
  errno = kept;
}

void cp_bell_quiet(int bell) {
  uint64_t rings;
  while (bell >= 0 && read(bell, &rings, sizeof rings) < 0 && errno == EINTR) continue;
}

void cp_bell_close(int bell) {
  if (bell >= 0) close(bell);
}

int cp_wait(int first, int second, int third, int milliseconds) {
  struct pollfd watched[3] = {
      {.fd = first, .events = POLLIN}, {.fd = second, .events = POLLIN},
      {.fd = third, .events = POLLIN}};
  int count = poll(watched, 3, milliseconds < 0 ? -1 : milliseconds);
  int found = 0;
  if (count < 0) return CP_INTERRUPTED;
  for (int i = 0; i < 3 && count > 0; i++) {
    if (watched[i].revents & POLLIN) found |= 1 << i;
    if (watched[i].revents & (POLLHUP | POLLERR | POLLNVAL)) found |= 1 << (CP_GONE_SHIFT + i);
  }
  return found;
}

static atomic_int caught;
static atomic_int signal_bell = -1;

static void catch_signal(int number) {
  atomic_store(&caught, number);
  cp_bell_ring(atomic_load(&signal_bell));
}

int cp_signals_install(void) {
  static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
  if (atomic_load(&signal_bell) >= 0) return atomic_load(&signal_bell);
  atomic_store(&signal_bell, cp_bell_create());
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    struct sigaction action, old;
    if (sigaction(ends[i], NULL, &old) != 0 || old.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    action.sa_handler = catch_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(ends[i], &action, NULL);
  }
  return atomic_load(&signal_bell);
}

int cp_signals_take(void) { return atomic_exchange(&caught, 0); }

int cp_signals_peek(void) { return atomic_load(&caught); }

void cp_signals_forget_interrupt(void) {
  int expected = SIGINT;
  atomic_compare_exchange_strong(&caught, &expected, 0);
}

int cp_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int cp_spawn_apart(void) { return POSIX_SPAWN_SETSID; }

void cp_keep_heap(void) {
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  // The first frame takes about so much. To be given it page by page costs more than all else.
  size_t first = 640 << 10;
  char *heap = malloc(first);
  if (heap) {
    uintptr_t start = ((uintptr_t)heap + 4095) & ~(uintptr_t)4095;
    madvise((void *)start, first & ~(size_t)4095, MADV_POPULATE_WRITE);
    free(heap);
  }
  // What is read of a long text at once is larger, and goes back to the system when it is let go.
  mallopt(M_MMAP_THRESHOLD, 512 << 10);
}

int cp_swap_names(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int cp_rename_to_free_name(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int cp_is_remote(const char *path) {
  // NFS, SMB in three ages, FUSE, 9P, AFS twice, Ceph, Coda, VirtualBox, VMware.
  static const uint32_t kinds[] = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                   0x65735546, 0x01021997, 0x5346414F, 0x6B414653,
                                   0x00C36400, 0x73757245, 0x786F4256, 0xBACBACBC};
  struct statfs status;
  if (statfs(path, &status) != 0) return 0;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if ((uint32_t)status.f_type == kinds[i]) return 1;
  return 0;
}
