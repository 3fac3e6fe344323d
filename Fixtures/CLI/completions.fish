# fish completion for synchroscope
complete -c synchroscope -f
complete -c synchroscope -n __fish_use_subcommand -a validate -d 'Check JSON documents against a JSON Schema'
complete -c synchroscope -n __fish_use_subcommand -a report -d 'Print the results of a run in another form'
complete -c synchroscope -n __fish_use_subcommand -a completions -d 'Print a completion script for a shell'
complete -c synchroscope -n __fish_use_subcommand -a help -d 'Explain a command'
complete -c synchroscope -n __fish_use_subcommand -l version -d 'print the version'
complete -c synchroscope -n __fish_use_subcommand -s h -l help -d 'explain the command'
complete -c synchroscope -n '__fish_seen_subcommand_from help' -a 'validate report completions'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -s s -l schema -r -F -d 'the JSON Schema 2020-12'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -l with -r -f -d 'a schema that references lead to, known by its $id or by URI'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -s o -l output -r -f -a 'text json' -d 'how to print findings'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -l assert-formats -d 'let \'format\' decide, not only describe'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -s h -l help -d 'explain the command and stop'
complete -c synchroscope -n '__fish_seen_subcommand_from validate' -F
complete -c synchroscope -n '__fish_seen_subcommand_from report' -s f -l format -r -f -a 'console quiet json tap github junit' -d 'what to print; console when nothing is said'
complete -c synchroscope -n '__fish_seen_subcommand_from report' -l junit -r -F -d 'also write JUnit XML to this file'
complete -c synchroscope -n '__fish_seen_subcommand_from report' -l tap -r -F -d 'also write TAP to this file'
complete -c synchroscope -n '__fish_seen_subcommand_from report' -s h -l help -d 'explain the command and stop'
complete -c synchroscope -n '__fish_seen_subcommand_from report' -F
complete -c synchroscope -n '__fish_seen_subcommand_from completions' -s h -l help -d 'explain the command and stop'
complete -c synchroscope -n '__fish_seen_subcommand_from completions' -f -a 'bash zsh fish'
