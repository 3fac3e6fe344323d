/// What the Glibc module hides from Swift: epoll, eventfd, timerfd, accept4 and friends.
///
/// Do not define _GNU_SOURCE here: types would then differ from those of the Glibc module. The
/// functions that need it are declared below and defined in the .c file.
#ifndef C_SYNCHRO_POSIX_H
#define C_SYNCHRO_POSIX_H

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

/// Accepts a connection as a non-blocking, close-on-exec descriptor. Needs _GNU_SOURCE.
int syn_accept4(int listener, struct sockaddr *_Nullable address, socklen_t *_Nullable length);

/// Names the calling thread for `ps` and debuggers; 15 bytes are kept. prctl is variadic.
int syn_name_thread(const char *_Nonnull name);

/// How much later than asked the kernel may wake the calling thread. prctl is variadic.
int syn_set_timer_slack(unsigned long nanoseconds);

/// Ignores SIGPIPE. SIG_IGN is a cast that Swift cannot import.
void syn_ignore_sigpipe(void);

/// Lets the allocator give blocks of this size or more back as soon as they are freed. malloc.h is not
/// part of the module Glibc.
void syn_return_blocks_from(int bytes);

/// By how many microseconds the system's clock may be wrong; -1 when nothing keeps it right.
/// sys/timex.h is not part of the module Glibc.
long syn_clock_error(void);

/// Makes a pipe whose ends no child inherits. Needs _GNU_SOURCE.
int syn_pipe(int *_Nonnull ends);

/// A descriptor that becomes readable when a child ends (Linux 5.3). syscall is variadic.
int syn_pidfd_open(int process);

/// Lets a program be started in a folder; the actions are a posix_spawn_file_actions_t. Needs _GNU_SOURCE.
int syn_spawn_in(void *_Nonnull actions, const char *_Nonnull folder);

/// Closes what a program would inherit from this descriptor on, where the C library can (glibc 2.34): others may
/// have opened files without close-on-exec. Needs _GNU_SOURCE.
int syn_spawn_closing_from(void *_Nonnull actions, int first);

#endif
