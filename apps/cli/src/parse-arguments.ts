import { parseArgs } from 'node:util'
import { type Command, type Flag, type Given, UsageError } from './command.ts'

/** Flags that every command has. */
export const globalFlags: Readonly<Record<string, Flag>> = {
  json: { summary: 'print JSON on stdout' },
  quiet: { summary: 'print nothing but the result' },
  profile: { placeholder: '<name>', summary: 'the Dawk and the key of this name; see dawk login' },
  help: { summary: 'what a command does' },
}

/** The command that the first one or two words name, with the rest of the words; null: none was named. */
export function findCommand(commands: readonly Command[], words: readonly string[]): [Command, string[]] | null {
  const typed = words.filter((word) => !word.startsWith('-'))
  if (typed.length === 0 || typed[0] === 'help') return null
  for (const length of [2, 1]) {
    const name = typed.slice(0, length).join(' ')
    const command = commands.find((one) => one.name === name)
    if (command) return [command, withoutFirst(words, name.split(' '))]
  }
  const near = commands.filter(({ name }) => name.split(' ')[0] === typed[0]).map(({ name }) => name)
  throw new UsageError(
    near.length > 0 ? `dawk ${typed[0]} needs one of: ${near.join(', ')}` : `there is no command "${typed[0]}"`,
  )
}

function withoutFirst(words: readonly string[], names: readonly string[]): string[] {
  const rest = [...words]
  for (const name of names) rest.splice(rest.indexOf(name), 1)
  return rest
}

/** @throws UsageError */
export function parseArguments(command: Command, words: readonly string[]): Given {
  const flags = { ...globalFlags, ...command.flags }
  const options = Object.entries(flags).map(
    ([name, { placeholder, isList = false }]) =>
      [name, { type: placeholder ? 'string' : 'boolean', multiple: isList } as const] as const,
  )
  const { values, positionals } = readArgs(words, Object.fromEntries(options))
  const required = command.positionals.filter((name) => !name.endsWith('?'))
  const missing = required[positionals.length]
  if (missing) throw new UsageError(`dawk ${command.name} needs ${missing}`)
  if (positionals.length > command.positionals.length)
    throw new UsageError(
      `"${positionals.slice(command.positionals.length).join(' ')}" is too much for dawk ${command.name}`,
    )
  return {
    positionals,
    flag(name) {
      const value = [values[name] ?? []].flat()[0]
      return value === undefined ? undefined : value === true ? '' : String(value)
    },
    list: (name) => [values[name] ?? []].flat().map(String),
  }
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

function readArgs(
  words: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
) {
  try {
    const parsed = parseArgs({ args: [...words], allowPositionals: true, options })
    return { values: parsed.values as Values, positionals: parsed.positionals }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
