# Shared by package.sh and sbom.sh. Sourced, not run.

# linked_packages PROGRAM: the Debian packages of the libraries that it asks for when it starts.
linked_packages() {
  local library file
  objdump -p "$1" | sed -n 's/^ *NEEDED *//p' | while read -r library; do
    file=$(ldconfig -p | sed -n "s|^\s*$library .*=> ||p" | head -n 1)
    # By one of its two names: /lib is a link to /usr/lib, and packages know files by either.
    dpkg-query -S "$file" "$(realpath "$file")" 2>/dev/null | cut -d: -f1 || true
  done | sort -u
}
