# bash completion for synchroscope
_synchroscope() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  # '=' is a word of its own: --name=value comes as three.
  if [ "$current" = "=" ]; then current=''
  elif [ "$previous" = "=" ]; then previous="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "mock report validate list completions help --help --version" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]}" in
    mock)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--version --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    report)
      case "$previous" in
        -f|--format)
          COMPREPLY=($(compgen -W "console quiet json tap github junit" -- "$current")); return;;
        --junit)
          COMPREPLY=(); compopt -o default; return;;
        --tap)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--format --junit --tap --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    validate)
      case "$previous" in
        -s|--schema)
          COMPREPLY=(); compopt -o default; return;;
        --with)
          COMPREPLY=(); return;;
        -o|--output)
          COMPREPLY=($(compgen -W "text json" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--schema --with --output --assert-formats --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    list)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--version --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    completions)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "bash zsh fish" -- "$current"));;
      esac
      ;;
    help) COMPREPLY=($(compgen -W "mock report validate list completions" -- "$current"));;
  esac
}
complete -F _synchroscope synchroscope
