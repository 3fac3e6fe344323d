# Sourced by the scripts beside it: Python packages of others, in an environment of their own.

skip() {
  printf '    skipped: %s\n' "$1"
  exit 0
}

# python_environment NAME REQUIREMENTS: sets $environment to one with these packages, made when there is
# none. Where there is no python3, or the packages cannot be had, the script is skipped.
python_environment() {
  local key log
  command -v python3 >/dev/null 2>&1 || skip "there is no python3"
  # One environment per list of versions; the mark says that it is complete.
  key=$(cat "$2" <(python3 --version 2>&1) | sha256sum | cut -c1-16)
  environment=$root/.build/$1-venv/$key
  [ ! -e "$environment/complete" ] || return 0
  rm -rf "${environment%/*}"
  mkdir -p "${environment%/*}"
  log=$environment.log
  python3 -m venv "$environment" >"$log" 2>&1 ||
    skip "python3 makes no virtual environment ($(tail -n 1 "$log"))"
  "$environment/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
    --requirement "$2" >"$log" 2>&1 </dev/null ||
    skip "the Python packages cannot be installed ($(tail -n 1 "$log"))"
  touch "$environment/complete"
}
