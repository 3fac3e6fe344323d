#define _GNU_SOURCE
#include "CSynchroPosix.h"

int syn_accept4(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
