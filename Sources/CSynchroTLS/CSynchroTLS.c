#include "CSynchroTLS.h"

long syn_ssl_set_server_name(SSL *session, const char *name) {
  return SSL_set_tlsext_host_name(session, name);
}

long syn_tls_set_oldest_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_min_proto_version(context, version);
}

long syn_tls_set_newest_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_max_proto_version(context, version);
}

long syn_tls_set_mode(SSL_CTX *context, long mode) { return SSL_CTX_set_mode(context, mode); }

long syn_tls_set_read_ahead(SSL_CTX *context, int on) {
  return SSL_CTX_set_read_ahead(context, on);
}

long syn_tls_set_session_cache(SSL_CTX *context, long mode) {
  return SSL_CTX_set_session_cache_mode(context, mode);
}

long syn_tls_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return SSL_CTX_add1_chain_cert(context, certificate);
}

void syn_tls_forbid_legacy(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
}

unsigned long syn_rfc2253_flags(void) { return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB; }

EVP_PKEY *syn_make_p256_key(void) { return EVP_EC_gen("P-256"); }

long syn_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }
