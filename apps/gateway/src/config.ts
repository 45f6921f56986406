import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type Role = 'all' | 'api' | 'worker'
const roles: readonly string[] = ['all', 'api', 'worker'] satisfies Role[]
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

export interface Config {
  role: Role
  host: string
  /** 0: any free port. */
  port: number
  /** A worker serves health and metrics only where it was told to. */
  portIsGiven: boolean
  /** Undefined: the embedded database in the data directory. */
  databaseUrl: string | undefined
  /** Absolute. */
  dataDir: string
  simulatorPort: number
  /** Null: the simulator is started inside. */
  simulatorUrl: string | null
  metaGraphUrl: string
  metaAppSecret: string | null
  metaVerifyToken: string | null
  /** Null: kept in the data directory, and created there. */
  secretKey: Buffer | null
  egressAllowCidrs: readonly string[]
  /** How the outside reaches this host; null: as it listens. */
  publicUrl: string | null
  trustProxy: readonly string[]
  logLevel: string
  shutdownMs: number
  doubtGraceMs: number
  leaseMs: number
  /** Pauses before each attempt of a delivery; null: the usual schedule. */
  webhookScheduleMs: readonly number[] | null
}

export class ConfigError extends Error {}

/**
 * The only reader of the environment and of the command line.
 * @throws ConfigError naming every problem at once, so that an operator mends them in one go
 */
export function readConfig(env: NodeJS.ProcessEnv, argv: readonly string[]): Config {
  const problems: string[] = []
  const read = createReader(env, problems)
  const role = readRole(argv, problems)
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:'])
  if (role !== 'all' && databaseUrl === null && !env['DATABASE_URL'])
    problems.push(`--role=${role} needs DATABASE_URL: the embedded database serves one process, which does everything`)
  const config: Config = {
    role,
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', 4000, 0, 65_535),
    portIsGiven: read.text('PORT') !== null,
    databaseUrl: databaseUrl ?? undefined,
    dataDir: resolve(read.text('DAWK_DATA_DIR') ?? '.dawk'),
    simulatorPort: read.integer('SIMULATOR_PORT', 4001, 0, 65_535),
    simulatorUrl: read.url('SIMULATOR_URL', ['http:', 'https:']),
    metaGraphUrl: read.url('META_GRAPH_URL', ['http:', 'https:']) ?? 'https://graph.facebook.com',
    metaAppSecret: read.text('META_APP_SECRET'),
    metaVerifyToken: read.text('META_VERIFY_TOKEN'),
    secretKey: readSecretKey(read.text('DAWK_SECRET_KEY'), problems),
    egressAllowCidrs: read.cidrs('EGRESS_ALLOW_CIDRS'),
    publicUrl: read.url('DAWK_PUBLIC_URL', ['http:', 'https:']),
    trustProxy: read.cidrs('DAWK_TRUST_PROXY'),
    logLevel: read.oneOf('LOG_LEVEL', 'info', logLevels),
    shutdownMs: read.seconds('DAWK_SHUTDOWN_SECONDS', 20, 0.1, 3600),
    doubtGraceMs: read.seconds('DAWK_DOUBT_GRACE_SECONDS', 60, 0, 86_400),
    leaseMs: read.seconds('DAWK_LEASE_SECONDS', 10, 1, 600),
    webhookScheduleMs: read.schedule('DAWK_WEBHOOK_RETRY_SECONDS'),
  }
  if (problems.length > 0) throw new ConfigError(`The configuration is not usable:\n- ${problems.join('\n- ')}`)
  return Object.freeze(config)
}

/** One method for each kind of value; an empty variable counts as unset. A value is never repeated in a problem. */
function createReader(env: NodeJS.ProcessEnv, problems: string[]) {
  const text = (name: string) => env[name]?.trim() || null
  const list = (name: string) =>
    (text(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)

  function number(name: string, fallback: number, least: number, most: number, kind: string, fits: RegExp): number {
    const given = text(name)
    if (given === null) return fallback
    const value = fits.test(given) ? Number(given) : Number.NaN
    if (value >= least && value <= most) return value
    problems.push(`${name} must be ${kind} from ${least} to ${most}`)
    return fallback
  }

  return {
    text,
    integer: (name: string, fallback: number, least: number, most: number) =>
      number(name, fallback, least, most, 'a whole number', /^\d+$/),
    /** In seconds there, in milliseconds here. */
    seconds: (name: string, fallback: number, least: number, most: number) =>
      Math.round(number(name, fallback, least, most, 'a number of seconds', /^\d+(\.\d+)?$/) * 1000),
    url(name: string, protocols: readonly string[]): string | null {
      const given = text(name)
      if (given === null) return null
      if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given.replace(/\/+$/, '')
      problems.push(`${name} must be an URL that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`)
      return null
    },
    oneOf(name: string, fallback: string, values: readonly string[]): string {
      const given = text(name) ?? fallback
      if (!values.includes(given)) problems.push(`${name} must be one of ${values.join(', ')}`)
      return given
    },
    cidrs(name: string): readonly string[] {
      const given = list(name)
      for (const one of given)
        if (!isCidr(one)) problems.push(`${name}: "${one}" is not a network such as 10.1.0.0/16 or fd00::/8`)
      return given
    },
    schedule(name: string): readonly number[] | null {
      const given = list(name)
      if (given.length === 0) return null
      if (!given.every((one) => /^\d+(\.\d+)?$/.test(one) && Number(one) <= 30 * 86_400))
        problems.push(`${name} must be a list of seconds such as 0,5,300`)
      return given.map((one) => Math.round(Number(one) * 1000))
    },
  }
}

function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || bits === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false
  return Number(bits) <= (version === 4 ? 32 : 128)
}

function readSecretKey(given: string | null, problems: string[]): Buffer | null {
  if (given === null) return null
  const key = parseSecretKey(given)
  if (key === null) problems.push('DAWK_SECRET_KEY must be 32 bytes, as 64 hex digits or in base64')
  return key
}

export function parseSecretKey(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : null
}

function readRole(argv: readonly string[], problems: string[]): Role {
  try {
    const { values } = parseArgs({ args: [...argv], options: { role: { type: 'string', default: 'all' } } })
    if (isRole(values.role)) return values.role
    problems.push(`--role must be one of ${roles.join(', ')}`)
  } catch (error) {
    problems.push(
      `${error instanceof Error ? error.message.split('. ')[0] : error}; the only flag is --role=all|api|worker`,
    )
  }
  return 'all'
}

const isRole = (value: string): value is Role => roles.includes(value)
