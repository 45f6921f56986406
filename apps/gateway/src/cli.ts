import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { databaseWitness } from '@dawk/core/platform/database/database-witness.ts'
import { sendCommand } from '@dawk/core/platform/database/directory-lock.ts'
import { splitHosts } from '@dawk/core/platform/database/hosts.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import { createSecretBox, type SecretBox } from '@dawk/core/platform/secrets.ts'
import { type Config, readConfig } from './config.ts'
import { backUp, restore } from './operator/backup.ts'
import { UsageError } from './operator/command.ts'
import { type CommandLine, findCommand, help, operatorCommands, runOperatorCommand } from './operator/commands.ts'
import { openSecretBox, type SecretKeys } from './secret-box.ts'
import { findSecretKey } from './secret-key.ts'
import { explainSettings } from './settings.ts'

/** What works on a whole database, which is not opened for it: a restored one is not there yet. By their one option, a directory. */
const wholeCommands: Readonly<Record<string, { option: string; run: typeof backUp }>> = {
  backup: { option: 'to', run: backUp },
  restore: { option: 'from', run: restore },
}

const wholeHelp = `
  npm run dawk -- config
      Shows every setting: its value, with what is secret left out, or what holds without it, and its meaning.

  npm run dawk -- backup --to <directory>
      Writes a dump of the PostgreSQL database and the files of accounts into a new directory; the gateway may run meanwhile.

  npm run dawk -- restore --from <directory>
      Restores a backup into an empty database. A gateway that starts on it sends nothing until it is adopted.
`

/** Problems end it as they end a start, after what was read. */
function showSettings(): string {
  const explained = explainSettings(process.env)
  try {
    readConfig(process.env, [])
    return explained
  } catch (error) {
    throw new Error(`${explained}\n\n${(error as Error).message}`, { cause: error })
  }
}

/** Null: it is another command. @throws UsageError, Error */
async function runWhole([name = '', ...words]: readonly string[]): Promise<string | null> {
  if (name === 'config') return showSettings()
  const command = wholeCommands[name]
  if (command === undefined) return null
  const { option } = command
  const { values } = parseArgs({ args: [...words], options: { [option]: { type: 'string' } } })
  const directory = values[option]
  if (typeof directory !== 'string') throw new UsageError(`--${option} <directory> is missing`)
  const config = readConfig(process.env, [])
  const databaseUrl = splitHosts(config.databaseSessionUrl ?? config.databaseUrl ?? '')?.[0]
  if (databaseUrl === undefined)
    throw new Error(`${name} is for PostgreSQL: of the embedded database, copy the data directory while nothing runs`)
  const mediaDir = config.media.s3 === null ? config.media.path : null
  return command.run({ databaseUrl, secrets: openSecrets(config), mediaDir }, resolve(directory))
}

/** Null: help is asked for. @throws UsageError */
function readCommandLine(argv: readonly string[]): CommandLine | null {
  const flags = operatorCommands.flatMap(({ options }) =>
    Object.entries(options).map(
      ([name, { placeholder }]) => [name, { type: placeholder ? 'string' : 'boolean' } as const] as const,
    ),
  )
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { ...Object.fromEntries(flags), help: { type: 'boolean', short: 'h' } },
  })
  const [command = 'help', ...rest] = positionals
  if (values['help'] || command === 'help') return null
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not part of the command ${command}`)
  findCommand(command)
  const options = Object.entries(values).map(([name, value]) => [name, String(value)])
  return { command, options: Object.fromEntries(options) }
}

/** The embedded database has one owner: while a gateway runs, the command is sent to it. */
async function execute(config: Config, line: CommandLine): Promise<unknown> {
  const { databaseUrl: url, databaseSessionUrl: sessionUrl, dataDir } = config
  if (url === undefined) {
    if (!existsSync(dataDir))
      throw new Error(`There is no installation in ${dataDir}: set DAWK_DATA_DIR or DATABASE_URL`)
    const answer = await sendCommand(dataDir, line)
    if (answer !== null) return answer
  }
  const db = await openDatabase({ url, sessionUrl, dataDir })
  try {
    const keys = readKeys(config)
    const box = keys && (await openSecretBox(db.worker, keys))
    const secrets = () => box ?? openSecrets(config)
    const witness = () => databaseWitness(db, dataDir)
    return await runOperatorCommand({ db, sandbox: config.sandbox, secrets, witness }, line)
  } finally {
    await db.close()
  }
}

/** Of the installation that exists; a command makes none. Null: none is at hand. */
function readKeys({ secretKey, secretKeyAlso: also, dataDir }: Config): SecretKeys | null {
  const key = secretKey ?? findSecretKey(dataDir)
  return key && { key, also }
}

/** Before a database is looked at. @throws Error when no key is at hand */
function openSecrets(config: Config): SecretBox {
  const keys = readKeys(config)
  if (keys) return createSecretBox(keys.key)
  throw new Error(
    "This command needs the installation's secret key: set DAWK_SECRET_KEY, or DAWK_DATA_DIR to the directory with secret.key",
  )
}

try {
  const argv = process.argv.slice(2)
  const done = await runWhole(argv)
  const line = done === null ? readCommandLine(argv) : null
  console.log(done ?? (line === null ? help + wholeHelp : await execute(readConfig(process.env, []), line)))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error)
  console.error(isUsage ? `${message}\n\n${help}` : message)
  process.exitCode = isUsage ? 2 : 1
}
