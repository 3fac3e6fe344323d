/// Typed doors to the OpenSSL calls that are macros or variadic. No logic, no allocation.
#ifndef C_SYNCHRO_TLS_H
#define C_SYNCHRO_TLS_H

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

/// Names the server in the handshake (SNI). A macro over SSL_ctrl.
long syn_ssl_set_server_name(SSL *_Nonnull session, const char *_Nonnull name);

/// Sets the oldest version offered or accepted. A macro over SSL_CTX_ctrl.
long syn_tls_set_oldest_version(SSL_CTX *_Nonnull context, int version);

/// Sets the newest version offered or accepted. A macro over SSL_CTX_ctrl.
long syn_tls_set_newest_version(SSL_CTX *_Nonnull context, int version);

/// Switches SSL_MODE_ bits on. A macro over SSL_CTX_ctrl.
long syn_tls_set_mode(SSL_CTX *_Nonnull context, long mode);

/// Lets one system call fetch a record's header and body together. A macro over SSL_CTX_ctrl.
long syn_tls_set_read_ahead(SSL_CTX *_Nonnull context, int on);

/// Chooses who remembers sessions. A macro over SSL_CTX_ctrl.
long syn_tls_set_session_cache(SSL_CTX *_Nonnull context, long mode);

/// Adds an intermediate certificate behind the leaf; the caller keeps its reference. A macro.
long syn_tls_add_chain_certificate(SSL_CTX *_Nonnull context, X509 *_Nonnull certificate);

/// Refuses renegotiation and compression. The bits are casts that Swift cannot import.
void syn_tls_forbid_legacy(SSL_CTX *_Nonnull context);

/// How RFC 2253 writes a name, UTF-8 left readable. The bits are casts that Swift cannot import.
unsigned long syn_rfc2253_flags(void);

/// Makes a P-256 key. Swift cannot call the variadic EVP_Q_keygen.
EVP_PKEY *_Nullable syn_make_p256_key(void);

/// The bytes a memory BIO holds, and how many. A macro over BIO_ctrl.
long syn_bio_bytes(BIO *_Nonnull bio, char *_Nullable *_Nonnull bytes);

#endif
