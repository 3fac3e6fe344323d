#compdef synchroscope
# zsh completion for synchroscope
_synchroscope() {
  local -a commands=(
    'run:Run suites against a target'
    'doctor:Look whether a target can be examined'
    'mock:Serve a reference implementation, right or wrong on demand'
    'mutants:Show which defects of the reference server or devices the suites notice'
    'check:Check suites before they are run'
    'format:Lay suite files out in their one canonical form'
    'coverage:Tell which requirements have a check or a reason why not'
    'list:List suites, tests, requirements, profiles, defects and more'
    'report:Print the results of a run in another form'
    'gaps:Tell what a buyer'\''s profile demands and a run has not shown'
    'compare:Explain how the verdicts of two runs differ'
    'judge:Judge the record of a run again, without its target'
    'merge:Join the shards of a run'
    'bundle:Make the evidence of a run one file that others can check and judge again'
    'verify:Check a bundle: that nothing was changed, and who signed it'
    'keygen:Make a key pair that signs bundles'
    'validate:Check JSON documents against a JSON Schema or an object format'
    'spec:Look at the text of a specification'
    'flows:Look up, plan and simulate the flow requirements of SG-Network'
    'pxb:Look at what was said in the payload exchange binding'
    'completions:Print a completion script for a shell'
    'manual:Print the manual: every command, exit code, variable and limit'
    'help:Explain a command'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[explain the command and stop]' '--version[print the version]'
    return
  fi
  shift words; (( CURRENT-- ))
  case "$words[1]" in
    run)
      _arguments '--target=[a target file, the URL of a public server, or a device\: exec\:COMMAND, tcp\:HOST\:PORT, listen\:HOST\:PORT, pxb+http\://HOST\:PORT, mock\:device]:FILE|URL|DEVICE:_files' '-t[a target file, the URL of a public server, or a device\: exec\:COMMAND, tcp\:HOST\:PORT, listen\:HOST\:PORT, pxb+http\://HOST\:PORT, mock\:device]:FILE|URL|DEVICE:_files' '--ca=[trust the certificates in this PEM file, such as one that '\''mock'\'' wrote]:FILE:_files' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--profile=[what the target is held to, by name or in a file; a word of SUITE may name it too]:NAME|FILE:_files' '--out=[the folder of the reports; ./reports unless given]:DIR:_files' '-o[the folder of the reports; ./reports unless given]:DIR:_files' '*--only=[only this test and what it needs; '\''*'\'' stands for anything]:TEST: ' '*--tag=[only tests with this tag]:TAG: ' '--jobs=[tests at a time; 4 unless given]:N: ' '-j[tests at a time; 4 unless given]:N: ' '--seed=[repeat the random values of a run]:N: ' '--shard=[only part I of N of the tests; '\''none'\'' for all, whatever the machine'\''s engine says]:I/N: ' '--baseline=[what is known to be otherwise; the exit code says whether the run came out so]:FILE:_files' '--format=[how to print the result]:FORM:(console quiet json junit tap github gitlab markdown)' '--http=[who speaks HTTP\: our own engine, or curl'\''s for a second opinion]:ENGINE:(own curl)' '--timeout=[the time for the whole run, such as 10m]:TIME: ' '--time=[how time passes at a device; real unless given here or in its target file]:MODE:(real virtual compressed:60)' '--hazards=[the instances whose supply may be interrupted, or '\''all'\'' that the device lists; none unless given]:INSTANCES: ' '--trials=[payloads of each row of a device; as many as its claim takes unless given]:N: ' '--rate=[begin N rounds of a flow a second, whatever comes of those before]:N: ' '--instances=[play the first N instances of each actor of a device only]:N: ' '--for=[play each flow for this time; without it until its rows have enough, 30s at most]:TIME: ' '--no-output[write no report files]' '--dry-run[print the plan and stop]' '--allow-unproven[end with 0 although something could not be decided]' '--resume[go on with the last run of this command that was killed or stopped]' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:SUITE: '
      ;;
    doctor)
      _arguments '--target=[a target file, the URL of a public server, or a device\: exec\:COMMAND, tcp\:HOST\:PORT, listen\:HOST\:PORT, pxb+http\://HOST\:PORT, mock\:device]:FILE|URL|DEVICE:_files' '-t[a target file, the URL of a public server, or a device\: exec\:COMMAND, tcp\:HOST\:PORT, listen\:HOST\:PORT, pxb+http\://HOST\:PORT, mock\:device]:FILE|URL|DEVICE:_files' '--ca=[trust the certificates in this PEM file, such as one that '\''mock'\'' wrote]:FILE:_files' '--http=[who speaks HTTP\: our own engine, or curl'\''s for a second opinion]:ENGINE:(own curl)' '--help[explain the command and stop]' '-h[explain the command and stop]'
      ;;
    mock)
      _arguments '--port=[where to listen on this machine; 0, the default, takes a free port]:N: ' '-p[where to listen on this machine; 0, the default, takes a free port]:N: ' '--ca=[where --tls writes the certificate that clients must trust]:FILE:_files' '--tls-cert=[serve HTTPS with this certificate chain (PEM)]:FILE:_files' '--tls-key=[the private key of --tls-cert (PEM)]:FILE:_files' '--data=[what to serve, instead of the reference data]:FILE:_files' '--state=[go on from this file if it exists, and save everything there]:FILE:_files' '*--defect=[a way to be wrong, see --list-defects]:ID: ' '--clock=['\''virtual'\'', the default, can be put forward by the operator; '\''real'\'' cannot]:CLOCK:(real virtual)' '--seed=[identifiers and secrets follow from N, so that runs can be repeated; not for the open]:N: ' '--operator-port=[listen to the server'\''s operator there, on this machine; 0, the default, takes a free port]:N: ' '--operator-key=[what the operator must show; made up unless given]:KEY: ' '--delay=[hold each answer back so long, as a slow server does]:TIME: ' '--losses=[reset so many of a hundred connections instead of answering]:PERCENT: ' '--rate-limit=[answer N requests in a second; more get 429 with Retry-After]:N: ' '--lifetime=[stop by itself after this time, such as 60s]:TIME: ' '--format=[how --list-defects prints]:FORM:(table json)' '--tls[serve HTTPS with a certificate made for this run]' '--no-operator[let nobody act as the server'\''s operator]' '--list-defects[list the defects and stop]' '--quiet[print nothing but the URL]' '-q[print nothing but the URL]' '--listen=[lines over TCP on this machine; 0, the default, takes a free port]:PORT: ' '--http=[HTTP on this machine; 0 takes a free port]:PORT: ' '--connect=[call a harness that listens for lines over TCP]:HOST\:PORT: ' '--key-env=[the variable that holds the key of message codes, as NAME\:HEXADECIMAL]:NAME: ' '--instances=[how many of each actor; 6 unless given]:N: ' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--stdio[speak over standard input and output, as an adapter that a harness starts]' '--help[explain the command and stop]' '-h[explain the command and stop]' '1:command:(cds device)' '*:ACTOR: '
      ;;
    mutants)
      _arguments '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '*--defect=[only this defect]:ID: ' '--all-tests[try every test on every defect; takes much longer]' '--jobs=[runs at a time; 2 unless given]:N: ' '-j[runs at a time; 2 unless given]:N: ' '--format=[how to print the matrix]:FORM:(table markdown json)' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:SUITE: '
      ;;
    check)
      _arguments '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--target=[also check the keys and credentials that suites ask of this target]:FILE|URL:_files' '-t[also check the keys and credentials that suites ask of this target]:FILE|URL:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:FILE|DIR:_files'
      ;;
    format)
      _arguments '--check[change nothing; tell which files differ]' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:FILE|DIR:_files'
      ;;
    coverage)
      _arguments '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--spec=[rows of this document only, such as CDS-WG1-01; all is all of them]:DOCUMENT: ' '--level=[rows of this level only]:LEVEL:(must must-not should should-not may)' '--party=[rows that bind this party only]:PARTY:(server client extension actor)' '--profile=[rows that this profile claims, at the levels it demands]:NAME: ' '--results=[count only what this run reported about (its folder, results.json or index.html)]:FILE:_files' '--format=[how to print it]:FORM:(table json csv)' '--uncovered[only the requirements that lack a check and a reason]' '--help[explain the command and stop]' '-h[explain the command and stop]'
      ;;
    list)
      _arguments '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--format=[how to print the list]:FORM:(table json)' '--changed-against=[requirements whose clause is another one in this text of the document]:FILE:_files' '--edition=[the edition to compare with; the last one unless named]:NAME: ' '--fingerprints-of=[print the fingerprints of this text for an edition file]:FILE:_files' '--spec=[rows of this document only, such as CDS-WG1-01; all is all of them]:DOCUMENT: ' '--level=[rows of this level only]:LEVEL:(must must-not should should-not may)' '--party=[rows that bind this party only]:PARTY:(server client extension actor)' '--profile=[rows that this profile claims, at the levels it demands]:NAME: ' '--help[explain the command and stop]' '-h[explain the command and stop]' ':WHAT:(requirements profiles editions ambiguities hooks suites tests defects device-defects)'
      ;;
    report)
      _arguments '--format=[what to print; console when nothing is said]:FORM:(console quiet json junit tap github gitlab markdown)' '-f[what to print; console when nothing is said]:FORM:(console quiet json junit tap github gitlab markdown)' '--html=[also write the page for people to this file]:FILE:_files' '--junit=[also write JUnit XML to this file]:FILE:_files' '--tap=[also write TAP to this file]:FILE:_files' '--markdown=[also write a summary in Markdown to this file]:FILE:_files' '--gitlab=[also write GitLab'\''s Code Quality report to this file]:FILE:_files' '--baseline=[what is known to be otherwise; the exit code says whether the run came out so]:FILE:_files' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' ':RESULTS:_files'
      ;;
    gaps)
      _arguments '--profile=[what is demanded, by name or in a file]:NAME|FILE:_files' '--html=[also write a page to this file]:FILE:_files' '--csv=[also write a table for spreadsheets to this file]:FILE:_files' '--format=[what to print; console when nothing is said]:FORM:(console csv html)' '-f[what to print; console when nothing is said]:FORM:(console csv html)' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' ':RESULTS:_files'
      ;;
    compare)
      _arguments '--format=[what to print; console when nothing is said]:FORM:(console json markdown)' '-f[what to print; console when nothing is said]:FORM:(console json markdown)' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' ':OLD:_files' ':NEW:_files'
      ;;
    judge)
      _arguments '--suite=[the folder of the suites to judge by; those of the run when nothing is said]:DIR:_files' '--profile=[hold the target to this profile, by name or in a file, instead of the run'\''s]:NAME|FILE:_files' '--out=[write reports into DIR/RUN]:DIR:_files' '-o[write reports into DIR/RUN]:DIR:_files' '--format=[how to print the result; console when nothing is said]:FORM:(console quiet json)' '-f[how to print the result; console when nothing is said]:FORM:(console quiet json)' '--verdicts=[also write every verdict to this file, a line each]:FILE:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' ':RUN:_files'
      ;;
    merge)
      _arguments '--out=[the folder of the reports; ./reports unless given]:DIR:_files' '-o[the folder of the reports; ./reports unless given]:DIR:_files' '--format=[what to print; console when nothing is said]:FORM:(console quiet json junit tap github gitlab markdown)' '-f[what to print; console when nothing is said]:FORM:(console quiet json junit tap github gitlab markdown)' '--profile=[the profile that the shards were held to, when it is a file]:FILE:_files' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:RUN:_files'
      ;;
    bundle)
      _arguments '--out=[where the bundle goes; RUN.bundle unless given]:FILE:_files' '-o[where the bundle goes; RUN.bundle unless given]:FILE:_files' '--key=[sign with this private key, which '\''synchroscope keygen'\'' has made]:FILE:_files' '--expires=[the last day, in UTC, on which the bundle counts, or the exact moment]:DATE: ' '--help[explain the command and stop]' '-h[explain the command and stop]' ':RUN:_files'
      ;;
    verify)
      _arguments '--key=[the public key of the signer that is asked for]:PUBLIC:_files' '--allow-unproven[end with 0 although nothing proves where the bundle comes from]' '--help[explain the command and stop]' '-h[explain the command and stop]' ':BUNDLE:_files'
      ;;
    keygen)
      _arguments '--help[explain the command and stop]' '-h[explain the command and stop]' ':FILE:_files'
      ;;
    validate)
      _arguments '--schema=[the JSON Schema 2020-12]:FILE:_files' '-s[the JSON Schema 2020-12]:FILE:_files' '--format=[an object format of the suites, by its name]:NAME: ' '-f[an object format of the suites, by its name]:NAME: ' '*--with=[a schema that references lead to, known by its $id or by URI]:\[URI=\]FILE: ' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--output=[how to print findings]:FORM:(text json)' '-o[how to print findings]:FORM:(text json)' '--assert-formats[let '\''format'\'' decide, not only describe]' '--help[explain the command and stop]' '-h[explain the command and stop]' '*:DOCUMENT:_files'
      ;;
    spec)
      _arguments '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--rules=[what examples have to look like; found by the document when absent]:FILE:_files' '--format=[how to print findings; text when nothing is said]:FORM:(text json github)' '-f[how to print findings; text when nothing is said]:FORM:(text json github)' '--help[explain the command and stop]' '-h[explain the command and stop]' '1:command:(lint)' '*:FILE:_files'
      ;;
    flows)
      _arguments '*--use-case=[a use case by name, chapter or section\: Price, 4.10]:NAME: ' '*--actor=[an actor that sends or receives\: '\''DAPjm'\'', '\''2-Way Meter*'\'']:NAME: ' '*--from=[an actor that sends]:NAME: ' '*--to=[an actor that receives]:NAME: ' '*--payload=[a payload\: '\''SW_*'\'']:NAME: ' '*--type=[a type of payload]:TYPE:(cmd resp-data ack alarm alert comm-err cmd-err negot-thrd)' '*--latency=[how the bound compares; one of a row'\''s alternatives must\: '\''<1min'\'']:BOUND: ' '*--cia=[a risk of the payload\: '\''C=H'\'', '\''A>=M'\'']:RISK: ' '--choices=[the choices of a profile, for rows whose alternatives nothing pairs]:FILE:_files' '--format=[how to print the list]:FORM:(table json csv)' '-f[how to print the list]:FORM:(table json csv)' '--suites=[the folder of the suites; else the installed one, or ./Suites]:DIR:_files' '--budget=[hold every path against the bounds in this file]:FILE:_files' '--limit=[expand no more paths than this; 10000]:N: ' '--profiles[the deployment profiles of 4.20.3]' '--example=[the worked example of the document beside its printed numbers]:SECTION:(4.21)' '*--init=[write a plan to start from, for this use case]:USE-CASE: ' '--picture=[also draw the 24 hours of each interface into this SVG file]:FILE:_files' '--seed=[where random numbers come from; the file'\''s]:N: ' '--devices=[the size of the fleet; the file'\''s]:N: ' '--days=[how many days to simulate; the file'\''s]:N: ' '--workers=[how many processors to use; all of them. The result does not depend on it]:N: ' '--reliability=[the claim\: more than this share, such as 98%]:PERCENT: ' '--confidence=[how sure a verdict has to be; 95% when not given]:PERCENT: ' '--plan=[one plan alone; all when not given]:PLAN:(quick fixed anytime soak)' '--rows=[how many rows are judged together and share the risk of a false FAIL; 1 when not given]:NUMBER: ' '--rate=[how many payloads a day there are; tells how long it takes]:PER-DAY: ' '--at-once=[how many payloads may be on their way together; 1 when not given]:NUMBER: ' '--trials=[with --failures\: what so many payloads show]:NUMBER: ' '--failures=[how many of --trials failed]:NUMBER: ' '--help[explain the command and stop]' '-h[explain the command and stop]' '1:command:(list show use-cases paths plan simulate samples)' ':WHAT:(rows payloads actors irregularities glossary)'
      ;;
    pxb)
      _arguments '--format=[how to print findings; table when nothing is said]:FORM:(table json)' '-f[how to print findings; table when nothing is said]:FORM:(table json)' '--help[explain the command and stop]' '-h[explain the command and stop]' '1:command:(lint)' ':TRANSCRIPT:_files'
      ;;
    completions)
      _arguments '--help[explain the command and stop]' '-h[explain the command and stop]' ':SHELL:(bash zsh fish)'
      ;;
    manual)
      _arguments '--help[explain the command and stop]' '-h[explain the command and stop]' ':FORM:(man markdown)'
      ;;
    help) _arguments ':command:(run doctor mock mutants check format coverage list report gaps compare judge merge bundle verify keygen validate spec flows pxb completions manual)' ;;
  esac
}
# As a file on fpath this runs as the function itself; sourced, it only defines it.
if [ "$funcstack[1]" = "_synchroscope" ]; then
  _synchroscope "$@"
else
  compdef _synchroscope synchroscope
fi
