#!/usr/bin/env bash
# Drives an unmodified VEN of the openleadr project through the OpenADR 2.0b adapter, in real time.
#   Adapters/openadr2b/test.sh
# Where the package cannot be had it says "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=Tests/Interop/python.sh
. "$root/Tests/Interop/python.sh"

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONPATH

python_environment openadr "$here/requirements.txt"

PYTHONDONTWRITEBYTECODE=1 timeout 120 "$environment/bin/python" "$here/trial.py"
