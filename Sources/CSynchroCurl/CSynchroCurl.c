#include "CSynchroCurl.h"

CURLcode syn_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
