import type { Command } from './command.ts'
import { globalFlags } from './parse-arguments.ts'

export function helpOf(command: Command): string {
  const flags = { ...command.flags, ...globalFlags }
  const rows = Object.entries(flags).map(([name, { placeholder, summary }]): [string, string] => [
    `--${name}${placeholder ? ` ${placeholder}` : ''}`,
    summary,
  ])
  const usage = [
    'dawk',
    command.name,
    ...command.positionals.map((name) => (name.endsWith('?') ? `[${name.slice(0, -1)}]` : name)),
  ]
  return `${usage.join(' ')}\n  ${command.summary}\n\n${table(rows)}`
}

export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map(({ name, positionals, summary }): [string, string] => [
    [name, ...positionals.map((one) => (one.endsWith('?') ? `[${one.slice(0, -1)}]` : one))].join(' '),
    summary,
  ])
  return `dawk: a WhatsApp Business gateway from the terminal\n\n${table(rows)}

Each command takes --json, --quiet, --profile <name> and --help.
The key and the address come from DAWK_API_KEY and DAWK_URL, else from dawk login.
Exit codes: 0 done, 1 failed, 2 not understood, 3 not allowed, 4 not found, 5 limited.`
}

function table(rows: readonly [string, string][]): string {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')
}

/** A script for the shell that completes the words of commands, and the flags of the one that is typed. */
export function completionOf(commands: readonly Command[], shell: string): string | null {
  const words = [...new Set(commands.flatMap(({ name }) => name.split(' ')))].toSorted()
  const flags = [...new Set([...Object.keys(globalFlags), ...commands.flatMap(({ flags }) => Object.keys(flags))])]
  const all = [...words, ...flags.toSorted().map((flag) => `--${flag}`)].join(' ')
  const scripts: Record<string, string> = {
    bash: `_dawk() { COMPREPLY=($(compgen -W "${all}" -- "\${COMP_WORDS[COMP_CWORD]}")); }\ncomplete -o default -F _dawk dawk`,
    zsh: `#compdef dawk\n_dawk() { compadd -- ${all}; _files; }\ncompdef _dawk dawk`,
    fish: `complete -c dawk -a "${all}"`,
  }
  return scripts[shell] ?? null
}
