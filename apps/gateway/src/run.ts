import { flushCompileCache } from 'node:module'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createLogger } from './logger.ts'
import { letPeopleWrite } from './sample-people.ts'
import type { SandboxFile } from './sandbox-account.ts'
import { type Running, startGateway } from './start.ts'

/** Runs until a signal comes: it drains, with a limit; a second signal ends it at once. */
export async function run(): Promise<void> {
  const config = readOrExit()
  const log = createLogger(config.logLevel)
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled rejection')
    process.exit(1)
  })
  let stopping = false
  let running: Running | null = null
  const stop = (signal: string) => {
    if (stopping || running === null) process.exit(1)
    stopping = true
    log.info({ signal }, 'draining')
    setTimeout(() => {
      log.error({ limitMs: config.shutdownMs }, 'draining took too long: ended by force')
      process.exit(1)
    }, config.shutdownDelayMs + config.shutdownMs).unref()
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'draining failed')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  try {
    running = await startGateway(config, log)
  } catch (error) {
    log.debug({ err: error }, 'start failed')
    console.error(`Dawk did not start: ${error instanceof Error ? error.message : error}`)
    process.exit(1)
  }
  log.info({ url: running.url, role: config.role }, 'started')
  flushCompileCache() // a process that is killed would leave nothing to the next
  if (config.samplePeople && running.sandbox !== null)
    await letPeopleWrite(running.sandbox, config.simulatorToken).catch((error: unknown) =>
      log.warn({ err: error }, 'nobody of the simulator has written: the inbox begins empty'),
    )
  if (config.mode === 'trial' && running.url !== null) console.log(welcome(config, running))
}

function readOrExit(): Config {
  try {
    return readConfig(process.env, process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

const welcome = ({ dataDir }: Config, { url, dashboardUrl, simulatorUrl, sandbox, notices }: Running): string => `
Dawk is running.

  Dashboard        ${dashboardUrl}
  API              ${url}
  API explorer     ${url}/docs
  Virtual handset  ${simulatorUrl === null ? 'off: DAWK_SANDBOX is false' : `${simulatorUrl}/`}
  Sandbox account  ${sandbox ? `${dataDir}/sandbox.json` : 'no key at hand: npm run dawk -- sandbox-key makes one'}
${notices.map((notice) => `\n  ${notice}`).join('')}
${sandbox ? firstMessage(sandbox) : ''}`

const firstMessage = ({ url, apiKey }: SandboxFile): string => `
Send a message, and see it arrive on the virtual handset:

  curl -s ${url}/send-message \\
    -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' \\
    -d '{"to": "14155552671", "template": {"name": "hello_world", "language": "en_US"}}'

Free text may follow once the person has answered: do so on the handset, and for 24 hours send {"to": …, "message": …}.
`
