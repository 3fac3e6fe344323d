/// Typed doors to libcurl's variadic calls. No logic, no allocation.
#ifndef C_SYNCHRO_CURL_H
#define C_SYNCHRO_CURL_H

#include <curl/curl.h>

/// Sets an option that takes a long. Swift cannot call the variadic setopt.
CURLcode syn_curl_set_long(CURL *_Nonnull easy, CURLoption option, long value);

#endif
