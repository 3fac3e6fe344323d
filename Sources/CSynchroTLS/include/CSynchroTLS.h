/// Typed doors to the OpenSSL calls that are macros. No logic, no allocation.
#ifndef C_SYNCHRO_TLS_H
#define C_SYNCHRO_TLS_H

#include <openssl/ssl.h>

/// Names the server in the handshake (SNI). A macro over SSL_ctrl.
long syn_ssl_set_server_name(SSL *_Nonnull session, const char *_Nonnull name);

#endif
