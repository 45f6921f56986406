import { parseArgs } from 'node:util'
import type { SimulatorOptions } from './guard/options.ts'

const defaultPort = 4001

/** What the command line asks for; a flag beats the variable of the same meaning. */
export interface CommandLine {
  options: SimulatorOptions
  /** Where webhooks of the sample number go; it is registered when this is given. */
  callbackUrl: string | null
  wantsHelp: boolean
}

export const usage = `A stand-in for Meta's WhatsApp Cloud API on your machine.

  --port <number>      4001; 0 takes any free port (SIMULATOR_PORT)
  --host <address>     127.0.0.1; any other needs a token (HOST)
  --token <text>       what the control API and the handset ask for, 16 characters or more (SIMULATOR_TOKEN)
  --callback <url>     registers a sample number whose webhooks go there, and prints what a client needs
  --seed <text>        the same ids, tokens and chances in each run, for the same calls in the same order
  --now <ISO 8601>     where the simulator's clock starts
  --frozen             the clock stands still until the control API moves it
  --allow-callbacks <hosts>  hosts that webhooks may go to beside this machine, comma-separated; * for every host
  --allow-hosts <names>      names by which it is reached, comma-separated
  --log                a line for each request`

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  token: { type: 'string' },
  callback: { type: 'string' },
  seed: { type: 'string' },
  now: { type: 'string' },
  frozen: { type: 'boolean' },
  'allow-callbacks': { type: 'string' },
  'allow-hosts': { type: 'string' },
  log: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The settings of `npm run simulator`. @throws Error a sentence about what is not usable */
export function readCommandLine(env: NodeJS.ProcessEnv, argv: readonly string[]): CommandLine {
  const { values: given } = parseArgs({ args: [...argv], options: flags })
  const token = given.token ?? env['SIMULATOR_TOKEN']
  const host = given.host ?? env['HOST']
  const options: SimulatorOptions = {
    port: readPort(given.port ?? env['SIMULATOR_PORT']),
    ...(host ? { host } : {}),
    ...(token ? { token } : {}),
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    ...(given.now === undefined ? {} : { startsAt: readInstant(given.now) }),
    isFrozen: given.frozen ?? false,
    allowedHosts: list(given['allow-hosts'] ?? env['SIMULATOR_ALLOWED_HOSTS']),
    allowedCallbacks: list(given['allow-callbacks'] ?? env['SIMULATOR_ALLOWED_CALLBACKS']),
    log: given.log ?? env['SIMULATOR_LOG'] === '1',
  }
  return { options, callbackUrl: given.callback ?? null, wantsHelp: given.help ?? false }
}

function readPort(given: string | undefined): number {
  const port = given ? Number(given) : defaultPort
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`SIMULATOR_PORT is ${given}: it must be a whole number from 0 to 65535.`)
}

function readInstant(given: string): number {
  const instant = Date.parse(given)
  if (!Number.isNaN(instant)) return instant
  throw new Error(`--now is ${given}: it must be an instant such as 2026-01-01T00:00:00Z.`)
}

const list = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
