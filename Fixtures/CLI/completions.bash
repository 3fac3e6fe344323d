# bash completion for synchroscope
_synchroscope() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "validate completions help --help --version" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]}" in
    validate)
      case "$previous" in
        -s|--schema)
          COMPREPLY=($(compgen -f -- "$current")); return;;
        --with)
          COMPREPLY=(); return;;
        -o|--output)
          COMPREPLY=($(compgen -W "text json" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--schema --with --output --assert-formats --help" -- "$current"));;
        *) COMPREPLY=($(compgen -f -- "$current"));;
      esac
      ;;
    completions)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "bash zsh fish" -- "$current"));;
      esac
      ;;
  esac
}
complete -o filenames -F _synchroscope synchroscope
