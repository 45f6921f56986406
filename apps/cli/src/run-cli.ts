import { createInterface } from 'node:readline/promises'
import { Dawk } from '@dawk/sdk/client.ts'
import { DawkError } from '@dawk/sdk/errors.ts'
import { type Command, type CommandContext, type Given, UsageError } from './command.ts'
import { helpOf, helpOfAll } from './help.ts'
import { findCommand, parseArguments } from './parse-arguments.ts'
import { type Profile, readProfile } from './profile.ts'

/** What the program stands on: real in main.ts, made by hand in tests. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>
  stdout(text: string): void
  stderr(text: string): void
  /** A person sits there. */
  isInteractive: boolean
  signal: AbortSignal
}

/** Runs one command line and returns the exit code. */
export async function runCli(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    const match = findCommand(commands, words)
    if (!match) {
      terminal.stdout(`${helpOfAll(commands)}\n`)
      return 0
    }
    const [command, rest] = match
    if (rest.includes('--help')) {
      terminal.stdout(`${helpOf(command)}\n`)
      return 0
    }
    return await execute(command, parseArguments(command, rest), terminal)
  } catch (error) {
    return fail(error, terminal)
  }
}

async function execute(command: Command, given: Given, terminal: Terminal): Promise<number> {
  const isJson = given.flag('json') !== undefined
  const profile = await readProfile(terminal.env, given.flag('profile') ?? terminal.env['DAWK_PROFILE'] ?? 'default')
  const result = await command.run(createContext({ given, isJson, profile }, terminal), given)
  if (result === undefined) return 0
  const text = !isJson && command.render ? command.render(result as never) : JSON.stringify(result, null, 2)
  terminal.stdout(`${text}\n`)
  return (result as { ok?: unknown }).ok === false ? 1 : 0
}

function createContext(
  { given, isJson, profile }: { given: Given; isJson: boolean; profile: Profile },
  terminal: Terminal,
): CommandContext {
  const isQuiet = given.flag('quiet') !== undefined
  return {
    profile,
    env: terminal.env,
    isJson,
    signal: terminal.signal,
    line: (text) => terminal.stdout(`${text}\n`),
    say: (text) => {
      if (!isQuiet) terminal.stderr(`${text}\n`)
    },
    async ask(question) {
      if (!terminal.isInteractive) return null
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return (await lines.question(question)).trim()
      } finally {
        lines.close()
      }
    },
    client() {
      if (profile.apiKey === null) throw new UsageError('there is no API key: run dawk login, or set DAWK_API_KEY')
      return new Dawk({ apiKey: profile.apiKey, baseUrl: profile.url, appInfo: 'dawk-cli/0.1.0' })
    },
  }
}

function fail(error: unknown, { stderr }: Terminal): number {
  if (error instanceof UsageError) {
    stderr(`${error.message}\nSee dawk help.\n`)
    return 2
  }
  stderr(`${error instanceof Error ? error.message : String(error)}\n`)
  if (!(error instanceof DawkError)) return 1
  if (error.requestId) stderr(`code ${error.code}, request ${error.requestId}\n`)
  const codes: Record<number, number> = { 401: 3, 403: 3, 404: 4, 429: 5 }
  return codes[error.status ?? 0] ?? 1
}
