import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sendCommand } from '@dawk/core/platform/database/directory-lock.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { type Config, readConfig } from './config.ts'
import { type OperatorCommand, readOperatorCommand, runOperatorCommand } from './operator-commands.ts'

const help = `Operator commands of Dawk, for the installation of DATABASE_URL, else of DAWK_DATA_DIR (./.dawk):

  npm run dawk -- limits --account <id> --requests-per-minute <number>|unlimited|plan
      How many requests a minute the account may make; "plan": as its plan says.

  npm run dawk -- quota --account <id> --requests <number>/day|<number>/month|unlimited|plan
      How many requests the account may make in a calendar day or month (UTC); "plan": as its plan says.

  npm run dawk -- password-link --email <address>
      A link with which that person sets another password, for who gets no mail. Earlier links are dead.

  npm run dawk -- two-factor-off --email <address>
      Turns off the second factor of who has lost authenticator and recovery codes. Make sure of the person first.

  npm run dawk -- number-rate --phone-number-id <id> --per-second <number>|uncapped
      How many messages a second leave from a number.

  npm run dawk -- journal-replay --from <ISO 8601> --to <ISO 8601>
      Applies the webhooks that Meta sent in that span again; what was applied already changes nothing.

  npm run dawk -- webhook-replay --account <id> --delivery <id>
  npm run dawk -- webhook-replay --account <id> --endpoint <id> --from <ISO 8601> --to <ISO 8601> [--only-failed]
      Makes one delivery to a customer again, or those of a span; the webhook-id stays the same.

  npm run dawk -- help
`

class UsageError extends Error {}

/** @throws UsageError */
function readCommand(argv: readonly string[]): OperatorCommand | 'help' {
  const option = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      account: option,
      'requests-per-minute': option,
      requests: option,
      email: option,
      'phone-number-id': option,
      'per-second': option,
      from: option,
      to: option,
      delivery: option,
      endpoint: option,
      'only-failed': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [command = 'help', ...rest] = positionals
  if (values.help || command === 'help') return 'help'
  if (rest.length > 0) throw new UsageError(`What is "${rest.join(' ')}"?`)
  const required = (name: Exclude<keyof typeof values, 'only-failed' | 'help'>) => {
    const value = values[name]
    if (!value) throw new UsageError(`${command} needs --${name}`)
    return value
  }
  if (command === 'limits') {
    const requestsPerMinute = numberOr(required('requests-per-minute'))
    return asCommand({ command, account: required('account'), requestsPerMinute })
  }
  if (command === 'quota') return asCommand({ command, account: required('account'), quota: required('requests') })
  if (command === 'password-link' || command === 'two-factor-off')
    return asCommand({ command, email: required('email') })
  if (command === 'number-rate')
    return asCommand({
      command,
      phoneNumberId: required('phone-number-id'),
      perSecond: numberOr(required('per-second')),
    })
  if (command === 'journal-replay') return asCommand({ command, from: required('from'), to: required('to') })
  if (command === 'webhook-replay') {
    const account = required('account')
    if (values.delivery) return asCommand({ command, account, delivery: values.delivery })
    const span = { endpoint: required('endpoint'), from: required('from'), to: required('to') }
    return asCommand({ command, account, ...span, onlyFailed: values['only-failed'] === true })
  }
  throw new UsageError(`There is no command "${command}"`)
}

const numberOr = (text: string): number | string => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text)

function asCommand(value: object): OperatorCommand {
  try {
    return readOperatorCommand(value)
  } catch {
    throw new UsageError('A value is none that the command takes: a number, an instant, or one of its words')
  }
}

/** The embedded database has one owner: while a gateway runs, it is the one that is asked. */
async function execute(config: Config, command: OperatorCommand): Promise<unknown> {
  const { databaseUrl: url, dataDir } = config
  if (url === undefined) {
    if (!existsSync(dataDir))
      throw new Error(`There is no installation in ${dataDir}: set DAWK_DATA_DIR or DATABASE_URL`)
    const answer = await sendCommand(dataDir, command)
    if (answer !== null) return answer
  }
  const db = await openDatabase({ url, dataDir })
  try {
    return await runOperatorCommand({ db }, command)
  } finally {
    await db.close()
  }
}

try {
  const command = readCommand(process.argv.slice(2))
  console.log(command === 'help' ? help : await execute(readConfig(process.env, []), command))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error)
  console.error(isUsage ? `${message}\n\n${help}` : message)
  process.exitCode = isUsage ? 2 : 1
}
