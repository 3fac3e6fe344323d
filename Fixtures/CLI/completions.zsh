#compdef synchroscope
# zsh completion for synchroscope
_synchroscope() {
  local -a commands=(
    'mock:Serve a reference implementation, right or wrong on demand'
    'report:Print the results of a run in another form'
    'validate:Check JSON documents against a JSON Schema'
    'list:List what the program knows'
    'completions:Print a completion script for a shell'
    'help:Explain a command'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[explain the command and stop]' '--version[print the version]'
    return
  fi
  shift words; (( CURRENT-- ))
  case "$words[1]" in
    mock)
      _arguments '--version[print the version and stop]' '--help[explain the command and stop]' '-h[explain the command and stop]'
      ;;
    report)
      _arguments '--format=[what to print; console when nothing is said]:FORM:(console quiet json tap github junit)' '-f[what to print; console when nothing is said]:FORM:(console quiet json tap github junit)' '--junit=[also write JUnit XML to this file]:FILE:_files' '--tap=[also write TAP to this file]:FILE:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' ':RESULTS:_files'
      ;;
    validate)
      _arguments '--schema=[the JSON Schema 2020-12]:FILE:_files' '-s[the JSON Schema 2020-12]:FILE:_files' '*--with=[a schema that references lead to, known by its $id or by URI]:\[URI=\]FILE: ' '--output=[how to print findings]:FORM:(text json)' '-o[how to print findings]:FORM:(text json)' '--assert-formats[let '\''format'\'' decide, not only describe]' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:DOCUMENT:_files'
      ;;
    list)
      _arguments '--version[print the version and stop]' '--help[explain the command and stop]' '-h[explain the command and stop]'
      ;;
    completions)
      _arguments '--help[explain the command and stop]' '-h[explain the command and stop]' ':SHELL:(bash zsh fish)'
      ;;
    help) _arguments ':command:(mock report validate list completions)' ;;
  esac
}
# As a file on fpath this runs as the function itself; sourced, it only defines it.
if [ "$funcstack[1]" = "_synchroscope" ]; then
  _synchroscope "$@"
else
  compdef _synchroscope synchroscope
fi
