#define _GNU_SOURCE
#include "CSynchroPosix.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

int syn_accept4(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int syn_name_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

int syn_set_timer_slack(unsigned long nanoseconds) {
  return prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0);
}

void syn_ignore_sigpipe(void) { signal(SIGPIPE, SIG_IGN); }

void syn_return_blocks_from(int bytes) { (void)mallopt(M_MMAP_THRESHOLD, bytes); }

long syn_clock_error(void) {
  struct timex state = {0};
  int answer = adjtimex(&state);
  if (answer < 0 || answer == TIME_ERROR || (state.status & STA_UNSYNC)) return -1;
  return state.maxerror;
}

int syn_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int syn_pidfd_open(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int syn_spawn_in(void *actions, const char *folder) {
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int syn_spawn_closing_from(void *actions, int first) {
#if __GLIBC_PREREQ(2, 34)
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
  (void)actions, (void)first;
  return 0;
#endif
}
