import type { Dawk } from '@dawk/sdk/client.ts'
import type { Profile } from './profile.ts'

export interface Flag {
  /** `<url>` for one that takes a value; left out: it is on or off. */
  placeholder?: string
  summary: string
  /** It may be given several times. */
  isList?: boolean
}

/** What the user has typed, as the command declares it. */
export interface Given {
  positionals: readonly string[]
  /** The value of a flag; an empty text for one that is on. */
  flag(name: string): string | undefined
  list(name: string): readonly string[]
}

/** One row of the table of commands: help, completion and parsing come from it. */
export interface Command {
  /** One word or two: `send`, `templates pull`. */
  name: string
  summary: string
  /** In the order in which they are typed; one that ends with `?` may be left out. */
  positionals: readonly string[]
  flags: Readonly<Record<string, Flag>>
  /** @returns what goes to stdout: as it is for `--json`, else as `render` makes it */
  run(ctx: CommandContext, given: Given): Promise<unknown>
  /** Readable lines in place of JSON. */
  render?(result: never): string
}

export interface CommandContext {
  /** With the key of the profile. @throws UsageError when there is none */
  client(): Dawk
  profile: Profile
  env: Readonly<Record<string, string | undefined>>
  /** A line on stdout at once, for commands that run on. */
  line(text: string): void
  /** Talk, on stderr; silent with `--quiet`. */
  say(text: string): void
  /** Asks a person; null where nobody is there to ask. */
  ask(question: string): Promise<string | null>
  isJson: boolean
  /** Ends commands that run on. */
  signal: AbortSignal
}

/** The command line was not understood. */
export class UsageError extends Error {}
