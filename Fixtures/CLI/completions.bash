# bash completion for synchroscope
_synchroscope() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  # '=' is a word of its own: --name=value comes as three.
  if [ "$current" = "=" ]; then current=''
  elif [ "$previous" = "=" ]; then previous="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "run doctor mock mutants check format coverage list report validate completions help --help --version" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]}" in
    run)
      case "$previous" in
        -t|--target)
          COMPREPLY=(); compopt -o default; return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --profile)
          COMPREPLY=(); return;;
        -o|--out)
          COMPREPLY=(); compopt -o default; return;;
        --only)
          COMPREPLY=(); return;;
        --tag)
          COMPREPLY=(); return;;
        -j|--jobs)
          COMPREPLY=(); return;;
        --seed)
          COMPREPLY=(); return;;
        --shard)
          COMPREPLY=(); return;;
        --format)
          COMPREPLY=($(compgen -W "console quiet json tap github" -- "$current")); return;;
        --http)
          COMPREPLY=($(compgen -W "own curl" -- "$current")); return;;
        --timeout)
          COMPREPLY=(); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--target --suites --profile --out --only --tag --jobs --seed --shard --format --http --timeout --no-output --dry-run --allow-unproven --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    doctor)
      case "$previous" in
        -t|--target)
          COMPREPLY=(); compopt -o default; return;;
        --http)
          COMPREPLY=($(compgen -W "own curl" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--target --http --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    mock)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--version --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    mutants)
      case "$previous" in
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --defect)
          COMPREPLY=(); return;;
        -j|--jobs)
          COMPREPLY=(); return;;
        --format)
          COMPREPLY=($(compgen -W "table json" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --defect --jobs --format --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    check)
      case "$previous" in
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        -t|--target)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --target --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    format)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--check --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    coverage)
      case "$previous" in
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --spec)
          COMPREPLY=(); return;;
        --level)
          COMPREPLY=($(compgen -W "must must-not should should-not may" -- "$current")); return;;
        --party)
          COMPREPLY=($(compgen -W "server client extension" -- "$current")); return;;
        --profile)
          COMPREPLY=(); return;;
        --results)
          COMPREPLY=(); compopt -o default; return;;
        --format)
          COMPREPLY=($(compgen -W "table json csv" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --spec --level --party --profile --results --format --uncovered --help" -- "$current"));;
        *) COMPREPLY=();;
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
        *) COMPREPLY=($(compgen -W "requirements profiles editions ambiguities hooks suites tests defects" -- "$current"));;
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
        --suites)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--format --junit --tap --suites --help" -- "$current"));;
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
    completions)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "bash zsh fish" -- "$current"));;
      esac
      ;;
    help) COMPREPLY=($(compgen -W "run doctor mock mutants check format coverage list report validate completions" -- "$current"));;
  esac
}
complete -F _synchroscope synchroscope
