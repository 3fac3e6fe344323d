# fish completion for synchroscope
complete -c synchroscope -f
complete -c synchroscope -n __fish_use_subcommand -a validate -d 'Check JSON documents against a JSON Schema'
complete -c synchroscope -n __fish_use_subcommand -a completions -d 'Print a completion script for a shell'
complete -c synchroscope -n __fish_use_subcommand -a help -d 'Explain a command'
complete -c synchroscope -n __fish_use_subcommand -l version -d 'print the version'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -s h -l help -d 'explain the command and stop'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -F
complete -c synchroscope -n '__fish_seen_subcommand_from completions' -s h -l help -d 'explain the command and stop'
complete -c synchroscope -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'
