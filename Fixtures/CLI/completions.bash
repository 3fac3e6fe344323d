# bash completion for synchroscope
_synchroscope() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  # '=' is a word of its own: --name=value comes as three.
  if [ "$current" = "=" ]; then current=''
  elif [ "$previous" = "=" ]; then previous="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "validate list completions help --help --version" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]}" in
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
      case "$previous" in
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --format)
          COMPREPLY=($(compgen -W "table json" -- "$current")); return;;
        --changed-against)
          COMPREPLY=(); compopt -o default; return;;
        --edition)
          COMPREPLY=(); return;;
        --fingerprints-of)
          COMPREPLY=(); compopt -o default; return;;
        --spec)
          COMPREPLY=(); return;;
        --level)
          COMPREPLY=($(compgen -W "must must-not should should-not may" -- "$current")); return;;
        --party)
          COMPREPLY=($(compgen -W "server client extension" -- "$current")); return;;
        --profile)
          COMPREPLY=(); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --format --changed-against --edition --fingerprints-of --spec --level --party --profile --help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "requirements profiles editions ambiguities" -- "$current"));;
      esac
      ;;
    completions)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "bash zsh fish" -- "$current"));;
      esac
      ;;
    help) COMPREPLY=($(compgen -W "validate list completions" -- "$current"));;
  esac
}
complete -F _synchroscope synchroscope
