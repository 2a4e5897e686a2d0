// What must work inside a signal handler: a flag, a descriptor that wakes poll(2), and paths to unlink.

#define _GNU_SOURCE

#include "CKernels.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLOTS 256

static _Atomic int received;
static _Atomic int wake_read = -1;
static _Atomic int wake_write = -1;
static _Atomic(char *) paths[SLOTS];

static void handle(int signal_number) {
  int saved = errno;
  if (atomic_exchange(&received, signal_number) != 0) {
    for (int i = SLOTS - 1; i >= 0; i--) {
      char *path = atomic_load(&paths[i]);
      if (path && unlink(path) != 0) rmdir(path);
    }
    _exit(128 + signal_number);
  }
  int descriptor = atomic_load(&wake_write);
  if (descriptor >= 0) {
    ssize_t ignored = write(descriptor, "!", 1);
    (void)ignored;
  }
  errno = saved;
}

static void set_handler(int signal_number) {
  struct sigaction old;
  if (sigaction(signal_number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

void lpr_interrupt_install(void) {
  static _Atomic int installed;
  if (atomic_exchange(&installed, 1)) return;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
    atomic_store(&wake_read, ends[0]);
    atomic_store(&wake_write, ends[1]);
  }
  set_handler(SIGINT);
  set_handler(SIGTERM);
  set_handler(SIGHUP);
  // A parent that started us from a thread with a signal mask passes the mask on.
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGINT);
  sigaddset(&watched, SIGTERM);
  sigaddset(&watched, SIGHUP);
  sigprocmask(SIG_UNBLOCK, &watched, NULL);
}

int lpr_interrupt_signal(void) { return atomic_load_explicit(&received, memory_order_relaxed); }

int lpr_interrupt_wake_descriptor(void) { return atomic_load(&wake_read); }

void lpr_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

// A path once published is never freed: the handler may be reading it.
int lpr_cleanup_add(const char *path) {
  char *copy = strdup(path);
  if (!copy) return -1;
  for (int i = 0; i < SLOTS; i++) {
    char *none = NULL;
    if (atomic_compare_exchange_strong(&paths[i], &none, copy)) return i;
  }
  free(copy);
  return -1;
}

void lpr_cleanup_forget(int slot) {
  if (slot >= 0 && slot < SLOTS) atomic_store(&paths[slot], (char *)NULL);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status;
  (void)kind;
  (void)place;
  remove(path);
  return 0;
}

int lpr_remove_folder(const char *path) {
  return nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0 ? 0 : errno;
}

void lpr_cleanup_run(void) {
  for (int i = SLOTS - 1; i >= 0; i--) {
    char *path = atomic_exchange(&paths[i], (char *)NULL);
    if (path && unlink(path) != 0) lpr_remove_folder(path);
  }
}

void lpr_ask_for_space(int descriptor, size_t offset, size_t length) {
#ifdef FALLOC_FL_KEEP_SIZE
  int ignored = fallocate(descriptor, FALLOC_FL_KEEP_SIZE, (off_t)offset, (off_t)length);
  (void)ignored;
#else
  (void)descriptor;
  (void)offset;
  (void)length;
#endif
}

int lpr_rename_exclusive(const char *from, const char *to) {
#ifdef RENAME_NOREPLACE
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
#endif
  if (access(to, F_OK) == 0) return EEXIST;
  return rename(from, to) == 0 ? 0 : errno;
}
