#compdef synchroscope
# zsh completion for synchroscope
_synchroscope() {
  local -a commands=(
    'validate:Check JSON documents against a JSON Schema'
    'list:List requirements, profiles, editions or ambiguities'
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
    validate)
      _arguments '--schema=[the JSON Schema 2020-12]:FILE:_files' '-s[the JSON Schema 2020-12]:FILE:_files' '*--with=[a schema that references lead to, known by its $id or by URI]:\[URI=\]FILE: ' '--output=[how to print findings]:FORM:(text json)' '-o[how to print findings]:FORM:(text json)' '--assert-formats[let '\''format'\'' decide, not only describe]' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:DOCUMENT:_files'
      ;;
    list)
      _arguments '--suites=[the folder of the suites; found by itself when it is ./Suites]:DIR:_files' '--format=[how to print the list]:FORM:(table json)' '--changed-against=[requirements whose clause is another one in this text of the document]:FILE:_files' '--edition=[the edition to compare with; the last one unless named]:NAME: ' '--fingerprints-of=[print the fingerprints of this text for an edition file]:FILE:_files' '--spec=[rows of this document only, such as CDS-WG1-01]:DOCUMENT: ' '--level=[rows of this level only]:LEVEL:(must must-not should should-not may)' '--party=[rows that bind this party only]:PARTY:(server client extension)' '--profile=[rows that this profile claims, at the levels it demands]:NAME: ' '--help[explain the command and stop]' '-h[explain the command and stop]' ':WHAT:(requirements profiles editions ambiguities)'
      ;;
    completions)
      _arguments '--help[explain the command and stop]' '-h[explain the command and stop]' ':SHELL:(bash zsh fish)'
      ;;
    help) _arguments ':command:(validate list completions)' ;;
  esac
}
# As a file on fpath this runs as the function itself; sourced, it only defines it.
if [ "$funcstack[1]" = "_synchroscope" ]; then
  _synchroscope "$@"
else
  compdef _synchroscope synchroscope
fi
