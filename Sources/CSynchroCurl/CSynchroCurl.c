#include "CSynchroCurl.h"

CURLcode syn_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode syn_curl_set_large(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode syn_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode syn_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode syn_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode syn_curl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(easy, option, &blob);
}

CURLcode syn_curl_set_bytes_callback(CURL *easy, CURLoption option,
                                     syn_curl_bytes_callback callback) {
  return curl_easy_setopt(easy, option, callback);
}

CURLcode syn_curl_set_debug_callback(CURL *easy, syn_curl_debug_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, callback);
}

CURLcode syn_curl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

CURLcode syn_curl_get_large(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

CURLcode syn_curl_get_text(CURL *easy, CURLINFO info, const char **value) {
  return curl_easy_getinfo(easy, info, value);
}

CURLcode syn_curl_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

CURLcode syn_curl_get_certificates(CURL *easy, struct curl_certinfo **value) {
  return curl_easy_getinfo(easy, CURLINFO_CERTINFO, value);
}

CURLcode syn_curl_get_tls_session(CURL *easy, void **value) {
  struct curl_tlssessioninfo *session = NULL;
  CURLcode code = curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session);
  *value = code == CURLE_OK && session ? session->internals : NULL;
  return code;
}

CURLMcode syn_curl_multi_set_socket_callback(CURLM *multi, syn_curl_socket_callback callback,
                                             void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback) : code;
}

CURLMcode syn_curl_multi_set_timer_callback(CURLM *multi, syn_curl_timer_callback callback,
                                            void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback) : code;
}

CURLcode syn_curl_message_result(const CURLMsg *message) { return message->data.result; }
