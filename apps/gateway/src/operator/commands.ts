import { GatewayError } from '@dawk/core/platform/errors.ts'
import { accountCommands } from './account-commands.ts'
import { adoptCommand } from './adopt-command.ts'
import { type OperatorCommand, type OperatorContext, UsageError } from './command.ts'
import { jobCommands } from './job-commands.ts'
import { keyCommands } from './key-commands.ts'
import { migrateCommand } from './migrate-command.ts'
import { moneyCommands } from './money-commands.ts'
import { overviewCommands } from './overview-commands.ts'
import { peopleCommands } from './people-commands.ts'
import { resealCommand } from './reseal-command.ts'
import { trafficCommands } from './traffic-commands.ts'

/** Every operator command, in the order of the help text. */
export const operatorCommands: readonly OperatorCommand[] = [
  ...accountCommands,
  ...peopleCommands,
  ...moneyCommands,
  ...trafficCommands,
  ...overviewCommands,
  ...jobCommands,
  ...keyCommands,
  adoptCommand,
  migrateCommand,
  resealCommand,
]

/** A command as it travels from the command line to the process that owns the database. */
export interface CommandLine {
  command: string
  /** The texts of the options, by flag. */
  options: Readonly<Record<string, string>>
}

/** Runs one command and returns what was done. @throws UsageError, GatewayError */
export async function runOperatorCommand(ctx: OperatorContext, line: unknown): Promise<string> {
  const { command, options } = readLine(line)
  return findCommand(command).run(ctx, options).catch(describeProblems)
}

/** A person at a terminal sees the message alone, so it names every field. */
function describeProblems(error: unknown): never {
  if (!(error instanceof GatewayError) || error.details.length === 0) throw error
  const fields = error.details.map(({ field, message }) => `${field} ${message}`)
  throw new GatewayError(error.code, [error.message, ...fields].join('\n'), { cause: error })
}

/** @throws UsageError */
export function findCommand(name: string): OperatorCommand {
  const command = operatorCommands.find((one) => one.name === name)
  if (!command) throw new UsageError(`There is no command "${name}"`)
  return command
}

function readLine(line: unknown): CommandLine {
  const { command, options } = Object(line) as Partial<CommandLine>
  if (typeof command !== 'string') throw new UsageError('The command has no name')
  const texts = Object.entries(Object(options)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return { command, options: Object.fromEntries(texts) }
}

export const help = `Operator commands of Dawk, for the installation of DATABASE_URL, else of DAWK_DATA_DIR (./.dawk):

${operatorCommands.map(describe).join('\n\n')}

  npm run dawk -- help
`

function describe({ name, summary, options }: OperatorCommand): string {
  const flags = Object.entries(options).map(([flag, { placeholder, required }]) => {
    const text = placeholder ? `--${flag} ${placeholder}` : `--${flag}`
    return required ? text : `[${text}]`
  })
  return `  npm run dawk -- ${[name, ...flags].join(' ')}\n      ${summary}`
}
