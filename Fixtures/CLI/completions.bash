# bash completion for synchroscope
_synchroscope() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  # '=' is a word of its own: --name=value comes as three.
  if [ "$current" = "=" ]; then current=''
  elif [ "$previous" = "=" ]; then previous="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "run doctor mock mutants check format coverage list report gaps compare judge merge bundle verify keygen validate spec flows pxb completions manual help --help --version" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]}" in
    run)
      case "$previous" in
        -t|--target)
          COMPREPLY=(); compopt -o default; return;;
        --ca)
          COMPREPLY=(); compopt -o default; return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --profile)
          COMPREPLY=(); compopt -o default; return;;
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
        --baseline)
          COMPREPLY=(); compopt -o default; return;;
        --format)
          COMPREPLY=($(compgen -W "console quiet json junit tap github gitlab markdown" -- "$current")); return;;
        --http)
          COMPREPLY=($(compgen -W "own curl" -- "$current")); return;;
        --timeout)
          COMPREPLY=(); return;;
        --time)
          COMPREPLY=($(compgen -W "real virtual compressed:60" -- "$current")); return;;
        --hazards)
          COMPREPLY=(); return;;
        --trials)
          COMPREPLY=(); return;;
        --rate)
          COMPREPLY=(); return;;
        --instances)
          COMPREPLY=(); return;;
        --for)
          COMPREPLY=(); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--target --ca --suites --profile --out --only --tag --jobs --seed --shard --baseline --format --http --timeout --time --hazards --trials --rate --instances --for --no-output --dry-run --allow-unproven --resume --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    doctor)
      case "$previous" in
        -t|--target)
          COMPREPLY=(); compopt -o default; return;;
        --ca)
          COMPREPLY=(); compopt -o default; return;;
        --http)
          COMPREPLY=($(compgen -W "own curl" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--target --ca --http --help" -- "$current"));;
        *) COMPREPLY=();;
      esac
      ;;
    mock)
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W "cds device --help" -- "$current"))
        return
      fi
      case "$previous" in
        -p|--port)
          COMPREPLY=(); return;;
        --ca)
          COMPREPLY=(); compopt -o default; return;;
        --tls-cert)
          COMPREPLY=(); compopt -o default; return;;
        --tls-key)
          COMPREPLY=(); compopt -o default; return;;
        --data)
          COMPREPLY=(); compopt -o default; return;;
        --state)
          COMPREPLY=(); compopt -o default; return;;
        --defect)
          COMPREPLY=(); return;;
        --clock)
          COMPREPLY=($(compgen -W "real virtual" -- "$current")); return;;
        --seed)
          COMPREPLY=(); return;;
        --operator-port)
          COMPREPLY=(); return;;
        --operator-key)
          COMPREPLY=(); return;;
        --delay)
          COMPREPLY=(); return;;
        --losses)
          COMPREPLY=(); return;;
        --rate-limit)
          COMPREPLY=(); return;;
        --lifetime)
          COMPREPLY=(); return;;
        --format)
          COMPREPLY=($(compgen -W "table json" -- "$current")); return;;
        --listen)
          COMPREPLY=(); return;;
        --http)
          COMPREPLY=(); return;;
        --connect)
          COMPREPLY=(); return;;
        --key-env)
          COMPREPLY=(); return;;
        --instances)
          COMPREPLY=(); return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--port --ca --tls-cert --tls-key --data --state --defect --clock --seed --operator-port --operator-key --delay --losses --rate-limit --lifetime --format --tls --no-operator --list-defects --quiet --listen --http --connect --key-env --instances --suites --stdio --help" -- "$current"));;
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
          COMPREPLY=($(compgen -W "table markdown json" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --defect --all-tests --jobs --format --help" -- "$current"));;
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
          COMPREPLY=($(compgen -W "server client extension actor" -- "$current")); return;;
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
          COMPREPLY=($(compgen -W "server client extension actor" -- "$current")); return;;
        --profile)
          COMPREPLY=(); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --format --changed-against --edition --fingerprints-of --spec --level --party --profile --help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "requirements profiles editions ambiguities hooks suites tests defects device-defects" -- "$current"));;
      esac
      ;;
    report)
      case "$previous" in
        -f|--format)
          COMPREPLY=($(compgen -W "console quiet json junit tap github gitlab markdown" -- "$current")); return;;
        --html)
          COMPREPLY=(); compopt -o default; return;;
        --junit)
          COMPREPLY=(); compopt -o default; return;;
        --tap)
          COMPREPLY=(); compopt -o default; return;;
        --markdown)
          COMPREPLY=(); compopt -o default; return;;
        --gitlab)
          COMPREPLY=(); compopt -o default; return;;
        --baseline)
          COMPREPLY=(); compopt -o default; return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--format --html --junit --tap --markdown --gitlab --baseline --suites --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    gaps)
      case "$previous" in
        --profile)
          COMPREPLY=(); compopt -o default; return;;
        --html)
          COMPREPLY=(); compopt -o default; return;;
        --csv)
          COMPREPLY=(); compopt -o default; return;;
        -f|--format)
          COMPREPLY=($(compgen -W "console csv html" -- "$current")); return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--profile --html --csv --format --suites --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    compare)
      case "$previous" in
        -f|--format)
          COMPREPLY=($(compgen -W "console json markdown" -- "$current")); return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--format --suites --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    judge)
      case "$previous" in
        --suite)
          COMPREPLY=(); compopt -o default; return;;
        --profile)
          COMPREPLY=(); compopt -o default; return;;
        -o|--out)
          COMPREPLY=(); compopt -o default; return;;
        -f|--format)
          COMPREPLY=($(compgen -W "console quiet json" -- "$current")); return;;
        --verdicts)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suite --profile --out --format --verdicts --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    merge)
      case "$previous" in
        -o|--out)
          COMPREPLY=(); compopt -o default; return;;
        -f|--format)
          COMPREPLY=($(compgen -W "console quiet json junit tap github gitlab markdown" -- "$current")); return;;
        --profile)
          COMPREPLY=(); compopt -o default; return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--out --format --profile --suites --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    bundle)
      case "$previous" in
        -o|--out)
          COMPREPLY=(); compopt -o default; return;;
        --key)
          COMPREPLY=(); compopt -o default; return;;
        --expires)
          COMPREPLY=(); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--out --key --expires --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    verify)
      case "$previous" in
        --key)
          COMPREPLY=(); compopt -o default; return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--key --allow-unproven --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    keygen)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    validate)
      case "$previous" in
        -s|--schema)
          COMPREPLY=(); compopt -o default; return;;
        -f|--format)
          COMPREPLY=(); return;;
        --with)
          COMPREPLY=(); return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        -o|--output)
          COMPREPLY=($(compgen -W "text json" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--schema --format --with --suites --output --assert-formats --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    spec)
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W "lint --help" -- "$current"))
        return
      fi
      case "$previous" in
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --rules)
          COMPREPLY=(); compopt -o default; return;;
        -f|--format)
          COMPREPLY=($(compgen -W "text json github" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--suites --rules --format --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    flows)
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W "list show use-cases paths plan simulate samples --help" -- "$current"))
        return
      fi
      case "$previous" in
        --use-case)
          COMPREPLY=(); return;;
        --actor)
          COMPREPLY=(); return;;
        --from)
          COMPREPLY=(); return;;
        --to)
          COMPREPLY=(); return;;
        --payload)
          COMPREPLY=(); return;;
        --type)
          COMPREPLY=($(compgen -W "cmd resp-data ack alarm alert comm-err cmd-err negot-thrd" -- "$current")); return;;
        --latency)
          COMPREPLY=(); return;;
        --cia)
          COMPREPLY=(); return;;
        --choices)
          COMPREPLY=(); compopt -o default; return;;
        -f|--format)
          COMPREPLY=($(compgen -W "table json csv" -- "$current")); return;;
        --suites)
          COMPREPLY=(); compopt -o default; return;;
        --budget)
          COMPREPLY=(); compopt -o default; return;;
        --limit)
          COMPREPLY=(); return;;
        --example)
          COMPREPLY=($(compgen -W "4.21" -- "$current")); return;;
        --init)
          COMPREPLY=(); return;;
        --picture)
          COMPREPLY=(); compopt -o default; return;;
        --seed)
          COMPREPLY=(); return;;
        --devices)
          COMPREPLY=(); return;;
        --days)
          COMPREPLY=(); return;;
        --workers)
          COMPREPLY=(); return;;
        --reliability)
          COMPREPLY=(); return;;
        --confidence)
          COMPREPLY=(); return;;
        --plan)
          COMPREPLY=($(compgen -W "quick fixed anytime soak" -- "$current")); return;;
        --rows)
          COMPREPLY=(); return;;
        --rate)
          COMPREPLY=(); return;;
        --at-once)
          COMPREPLY=(); return;;
        --trials)
          COMPREPLY=(); return;;
        --failures)
          COMPREPLY=(); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--use-case --actor --from --to --payload --type --latency --cia --choices --format --suites --budget --limit --profiles --example --init --picture --seed --devices --days --workers --reliability --confidence --plan --rows --rate --at-once --trials --failures --help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "rows payloads actors irregularities glossary" -- "$current"));;
      esac
      ;;
    pxb)
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W "lint --help" -- "$current"))
        return
      fi
      case "$previous" in
        -f|--format)
          COMPREPLY=($(compgen -W "table json" -- "$current")); return;;
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--format --help" -- "$current"));;
        *) COMPREPLY=(); compopt -o default;;
      esac
      ;;
    completions)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "bash zsh fish" -- "$current"));;
      esac
      ;;
    manual)
      case "$current" in
        -*) COMPREPLY=($(compgen -W "--help" -- "$current"));;
        *) COMPREPLY=($(compgen -W "man markdown" -- "$current"));;
      esac
      ;;
    help) COMPREPLY=($(compgen -W "run doctor mock mutants check format coverage list report gaps compare judge merge bundle verify keygen validate spec flows pxb completions manual" -- "$current"));;
  esac
}
complete -F _synchroscope synchroscope
