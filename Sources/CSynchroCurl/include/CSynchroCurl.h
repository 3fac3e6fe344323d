/// Typed doors to libcurl's variadic calls. No logic, no allocation.
///
/// Swift cannot call `curl_easy_setopt`, `curl_easy_getinfo` and `curl_multi_setopt`. Each door
/// takes one fixed type, so the compiler checks what the variadic call cannot.
#ifndef C_SYNCHRO_CURL_H
#define C_SYNCHRO_CURL_H

#include <curl/curl.h>
#include <stddef.h>

/// What libcurl calls with bytes: `CURLOPT_WRITEFUNCTION`, `_HEADERFUNCTION`, `_READFUNCTION`.
typedef size_t (*syn_curl_bytes_callback)(char *_Nullable bytes, size_t size, size_t count,
                                          void *_Nullable context);

/// What libcurl calls with everything it sends and receives: `CURLOPT_DEBUGFUNCTION`.
typedef int (*syn_curl_debug_callback)(CURL *_Nullable easy, curl_infotype kind,
                                       char *_Nullable bytes, size_t count,
                                       void *_Nullable context);

/// What a multi handle calls when a descriptor is to be watched otherwise.
typedef int (*syn_curl_socket_callback)(CURL *_Nullable easy, curl_socket_t descriptor, int what,
                                        void *_Nullable context, void *_Nullable perSocket);

/// What a multi handle calls when it wants to be woken after so many milliseconds; -1 for never.
typedef int (*syn_curl_timer_callback)(CURLM *_Nullable multi, long milliseconds,
                                       void *_Nullable context);

/// Sets an option that takes a long.
CURLcode syn_curl_set_long(CURL *_Nonnull easy, CURLoption option, long value);
/// Sets an option that takes a large number, such as `CURLOPT_POSTFIELDSIZE_LARGE`.
CURLcode syn_curl_set_large(CURL *_Nonnull easy, CURLoption option, curl_off_t value);
/// Sets an option that takes text; libcurl copies it, except for `CURLOPT_POSTFIELDS`.
CURLcode syn_curl_set_text(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value);
/// Sets an option that takes a list; it must outlive the transfer.
CURLcode syn_curl_set_list(CURL *_Nonnull easy, CURLoption option,
                           struct curl_slist *_Nullable value);
/// Sets an option that takes a pointer handed back to a callback, or memory that stays ours.
CURLcode syn_curl_set_pointer(CURL *_Nonnull easy, CURLoption option, void *_Nullable value);
/// Sets an option that takes a block of memory, such as `CURLOPT_SSLCERT_BLOB`; libcurl copies it.
CURLcode syn_curl_set_blob(CURL *_Nonnull easy, CURLoption option, const void *_Nonnull bytes,
                           size_t count);
/// Sets an option that takes a callback with bytes.
CURLcode syn_curl_set_bytes_callback(CURL *_Nonnull easy, CURLoption option,
                                     syn_curl_bytes_callback _Nonnull callback);
/// Sets the callback that sees everything sent and received.
CURLcode syn_curl_set_debug_callback(CURL *_Nonnull easy,
                                     syn_curl_debug_callback _Nonnull callback);

/// Reads a fact that is a long.
CURLcode syn_curl_get_long(CURL *_Nonnull easy, CURLINFO info, long *_Nonnull value);
/// Reads a fact that is a large number; the times are in microseconds since the start.
CURLcode syn_curl_get_large(CURL *_Nonnull easy, CURLINFO info, curl_off_t *_Nonnull value);
/// Reads a fact that is text and belongs to the handle.
CURLcode syn_curl_get_text(CURL *_Nonnull easy, CURLINFO info,
                           const char *_Nullable *_Nonnull value);
/// Reads the descriptor of the connection (`CURLINFO_ACTIVESOCKET`).
CURLcode syn_curl_get_socket(CURL *_Nonnull easy, CURLINFO info, curl_socket_t *_Nonnull value);
/// Reads the certificates of the peer (`CURLINFO_CERTINFO`); they belong to the handle.
CURLcode syn_curl_get_certificates(CURL *_Nonnull easy,
                                   struct curl_certinfo *_Nullable *_Nonnull value);
/// Reads the session of the TLS library (`CURLINFO_TLS_SSL_PTR`), valid during the transfer only.
CURLcode syn_curl_get_tls_session(CURL *_Nonnull easy, void *_Nullable *_Nonnull value);

/// Sets what is called when a descriptor is to be watched otherwise, and its context.
CURLMcode syn_curl_multi_set_socket_callback(CURLM *_Nonnull multi,
                                             syn_curl_socket_callback _Nonnull callback,
                                             void *_Nullable context);
/// Sets what is called when the multi handle wants to be woken, and its context.
CURLMcode syn_curl_multi_set_timer_callback(CURLM *_Nonnull multi,
                                            syn_curl_timer_callback _Nonnull callback,
                                            void *_Nullable context);
/// The result inside a message; it is a member of an anonymous union.
CURLcode syn_curl_message_result(const CURLMsg *_Nonnull message);

#endif
