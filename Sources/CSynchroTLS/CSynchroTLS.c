#include "CSynchroTLS.h"

long syn_ssl_set_server_name(SSL *session, const char *name) {
  return SSL_set_tlsext_host_name(session, name);
}
