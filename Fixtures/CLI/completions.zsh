#compdef synchroscope
# zsh completion for synchroscope
_synchroscope() {
  local -a commands=(
    'validate:Check JSON documents against a JSON Schema'
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
      _arguments '--help[explain the command and stop]' '*:DOCUMENT:_files'
      ;;
    completions)
      _arguments '--help[explain the command and stop]' ':SHELL:(bash zsh fish)'
      ;;
  esac
}
compdef _synchroscope synchroscope
