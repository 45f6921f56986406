import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { StripeOptions } from '@dawk/core/commerce/subscriptions/stripe-payments.ts'
import type { ConnectorDeps } from '@dawk/core/integrations/connections/connector.ts'
import type { S3Settings } from '@dawk/core/messaging/media/stores/s3-store.ts'
import type { KeepDays } from '@dawk/core/operations/retention.ts'
import type { PlanQuotas } from '@dawk/core/tenancy/accounts/plans.ts'
import { type RegistrationMode, registrationModes } from '@dawk/core/tenancy/accounts/registration-code.ts'
import { createEnvReader, type EnvReader } from './env-reader.ts'
import { decideMode, type Mode } from './mode.ts'
import { type PaymentsConfig, readPayments } from './payments-config.ts'
import { readSettingFiles } from './setting-files.ts'
import { findUnknownSettings, type SettingName } from './settings.ts'

export type Role = 'all' | 'api' | 'worker'
const roles: readonly string[] = ['all', 'api', 'worker'] satisfies Role[]
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

export interface Config {
  role: Role
  mode: Mode
  host: string
  /** 0: any free port. */
  port: number
  /** A worker serves health and metrics only where it was told to. */
  portIsGiven: boolean
  /** Undefined: the embedded database in the data directory. */
  databaseUrl: string | undefined
  /** Where PostgreSQL itself is reached, when `databaseUrl` leads to a pooler in transaction mode. */
  databaseSessionUrl: string | undefined
  /** To PostgreSQL, but for the one that listens. */
  databaseConnections: number
  /** Absolute. */
  dataDir: string
  /** Whether accounts get a number on the simulator. */
  sandbox: boolean
  /** Sandbox numbers may send free-form messages at any time, as no real number may. */
  sandboxIsOpen: boolean
  /** Whether people of the simulator have written before a newcomer of a trial looks. */
  samplePeople: boolean
  simulatorPort: number
  /** Null: the simulator is started inside, when there is a sandbox. */
  simulatorUrl: string | null
  /** What the simulator asks for; null: it is open to this machine. */
  simulatorToken: string | null
  metaGraphUrl: string
  /** Digits; for exact verification of numbers. */
  metaAppId: string | null
  metaAppSecret: string | null
  metaVerifyToken: string | null
  /** Null: kept in the data directory, and created there. */
  secretKey: Buffer | null
  /** Opens what the key does not; null: nothing does. */
  secretKeyAlso: Buffer | null
  egressAllowCidrs: readonly string[]
  /** How the outside reaches this host; null: as it listens. */
  publicUrl: string | null
  trustProxy: readonly string[]
  /** Shares limits between processes; null: each process counts by itself. */
  redisUrl: string | null
  redisKeyPrefix: string
  planQuotas: PlanQuotas
  /** Null: everybody may read the metrics. */
  metricsToken: string | null
  logLevel: string
  /** From a signal, beyond `shutdownDelayMs`; then the process ends by force. */
  shutdownMs: number
  /** How long a process that was told to stop still takes requests, while it says that it is not ready. */
  shutdownDelayMs: number
  confirmGraceMs: number
  leaseMs: number
  /** How many numbers, and how many endpoints, one process serves at a time. */
  maxLanes: number
  /** How many messages may wait for one number before its callers get 503. */
  maxWaiting: number
  media: MediaConfig
  /** Pauses before each attempt of a delivery; null: the usual schedule. */
  webhookScheduleMs: readonly number[] | null
  keepDays: KeepDays
  /** Who may register an account. */
  registration: RegistrationMode
  /** Null: no mail is sent. */
  smtp: { url: string; from: string } | null
  /** Between the word that an account is to be erased and its erasure. */
  erasureGraceDays: number
  /** Null: no plan can be bought here. */
  stripe: StripeOptions | null
  payments: PaymentsConfig
  /** Hosts in place of those of connected systems, such as an emulator. */
  connectorHosts: ConnectorDeps['hosts']
}

export interface MediaConfig {
  /** Absolute: where files lie, and while they come in also those for S3. */
  path: string
  /** Null: in the directory. */
  s3: S3Settings | null
  /** Null: kept until somebody deletes them. */
  retentionDays: number | null
  /** Bytes of files that an account may keep, unless the operator has set another figure for it; null: unlimited. */
  quotaBytes: number | null
}

export class ConfigError extends Error {}

function readConnectorHosts({ url }: EnvReader): ConnectorDeps['hosts'] {
  const shopify = url('SHOPIFY_API_URL', ['http:', 'https:'])
  return shopify === null ? {} : { shopify: shopify.replace(/\/$/, '') }
}

/**
 * The only reader of the environment and of the command line.
 * @throws ConfigError naming every problem at once, so that an operator mends them in one go
 */
export function readConfig(environment: NodeJS.ProcessEnv, argv: readonly string[]): Config {
  const problems = findUnknownSettings(environment)
  const env = readSettingFiles(environment, problems)
  const read = createEnvReader(env, problems)
  const role = readRole(argv, problems)
  const databaseUrl = read.database('DATABASE_URL')
  const databaseSessionUrl = read.database('DATABASE_SESSION_URL')
  if (databaseSessionUrl !== null && databaseUrl === null)
    problems.push('DATABASE_SESSION_URL goes with DATABASE_URL, which leads to a pooler in front of the same database')
  if (role !== 'all' && databaseUrl === null && !env['DATABASE_URL'])
    problems.push(`--role=${role} needs DATABASE_URL: the embedded database serves one process, which does everything`)
  const host = read.text('HOST') ?? '127.0.0.1'
  const mode = decideMode(read, host, problems)
  const config: Config = {
    role,
    mode,
    host,
    port: read.integer('PORT', 4000, 0, 65_535),
    portIsGiven: read.text('PORT') !== null,
    databaseUrl: databaseUrl ?? undefined,
    databaseSessionUrl: databaseSessionUrl ?? undefined,
    databaseConnections: read.integer('DAWK_DATABASE_CONNECTIONS', 20, 2, 1000),
    dataDir: resolve(read.text('DAWK_DATA_DIR') ?? '.dawk'),
    ...readSandbox(read, mode, problems),
    samplePeople: read.flag('DAWK_SAMPLE_PEOPLE', true) && mode === 'trial',
    simulatorPort: read.integer('SIMULATOR_PORT', 4001, 0, 65_535),
    simulatorUrl: read.url('SIMULATOR_URL', ['http:', 'https:']),
    metaGraphUrl: read.url('META_GRAPH_URL', ['http:', 'https:']) ?? 'https://graph.facebook.com',
    metaAppId: readAppId(read, problems),
    metaAppSecret: read.text('META_APP_SECRET'),
    metaVerifyToken: read.text('META_VERIFY_TOKEN'),
    secretKey: readSecretKey(read, 'DAWK_SECRET_KEY', problems),
    secretKeyAlso: readSecretKey(read, 'DAWK_SECRET_KEY_ALSO', problems),
    egressAllowCidrs: read.cidrs('EGRESS_ALLOW_CIDRS'),
    connectorHosts: readConnectorHosts(read),
    publicUrl: read.url('DAWK_PUBLIC_URL', ['http:', 'https:']),
    trustProxy: read.cidrs('DAWK_TRUST_PROXY'),
    redisUrl: read.url('REDIS_URL', ['redis:', 'rediss:']),
    redisKeyPrefix: read.text('REDIS_KEY_PREFIX') ?? 'dawk',
    planQuotas: read.planQuotas('DAWK_PLAN_QUOTAS'),
    metricsToken: readMetricsToken(read, problems),
    logLevel: read.oneOf('LOG_LEVEL', 'info', logLevels),
    shutdownMs: read.seconds('DAWK_SHUTDOWN_SECONDS', 20, 0.1, 3600),
    shutdownDelayMs: read.seconds('DAWK_SHUTDOWN_DELAY_SECONDS', 0, 0, 600),
    confirmGraceMs: read.seconds('DAWK_CONFIRM_GRACE_SECONDS', 60, 0, 86_400),
    leaseMs: read.seconds('DAWK_LEASE_SECONDS', 10, 1, 600),
    maxLanes: read.integer('DAWK_MAX_LANES', 2000, 1, 100_000),
    maxWaiting: read.integer('DAWK_MAX_WAITING', 100_000, 1, 100_000_000),
    media: readMedia(read, problems),
    webhookScheduleMs: read.schedule('DAWK_WEBHOOK_RETRY_SECONDS'),
    keepDays: {
      messages: read.days('DAWK_KEEP_MESSAGES_DAYS', 0),
      journal: read.days('DAWK_KEEP_JOURNAL_DAYS', 30),
      events: read.days('DAWK_KEEP_EVENTS_DAYS', 90),
      deliveries: read.days('DAWK_KEEP_DELIVERIES_DAYS', 90),
    },
    registration: readRegistration(read, mode, problems),
    smtp: readSmtp(read, problems),
    erasureGraceDays: read.integer('DAWK_ERASURE_GRACE_DAYS', 7, 0, 365),
    ...readPayments(read, problems),
  }
  if (problems.length > 0) throw new ConfigError(`The configuration is not usable:\n- ${problems.join('\n- ')}`)
  return Object.freeze(config)
}

/** In production the simulator is asked for, and keeps its tokens to those who show one. */
function readSandbox(
  read: EnvReader,
  mode: Mode,
  problems: string[],
): Pick<Config, 'sandbox' | 'sandboxIsOpen' | 'simulatorToken'> {
  const sandbox = read.flag('DAWK_SANDBOX', mode === 'trial')
  const token = read.text('SIMULATOR_TOKEN')
  if (token !== null && !bearerToken.test(token)) problems.push(`SIMULATOR_TOKEN ${bearerTokenRule}`)
  if (sandbox && mode === 'production' && token === null && read.text('SIMULATOR_URL') === null)
    problems.push('DAWK_SANDBOX also needs SIMULATOR_TOKEN, which the simulator will ask for')
  const sandboxIsOpen = read.oneOf('DAWK_SANDBOX_WINDOW', 'strict', ['strict', 'open']) === 'open'
  return { sandbox, sandboxIsOpen, simulatorToken: token }
}

/** In production nobody registers until the operator says who may. */
function readRegistration(read: EnvReader, mode: Mode, problems: string[]): RegistrationMode {
  const given = read.oneOf('DAWK_REGISTRATION', mode === 'trial' ? 'open' : 'closed', registrationModes)
  if (given === 'email' && read.text('SMTP_URL') === null)
    problems.push('DAWK_REGISTRATION=email also needs SMTP_URL, by which the codes are mailed')
  return registrationModes.find((one) => one === given) ?? 'closed'
}

function readSmtp({ text, url }: EnvReader, problems: string[]): Config['smtp'] {
  const [server, from] = [url('SMTP_URL', ['smtp:', 'smtps:']), text('SMTP_FROM')]
  if (server !== null && from !== null) return { url: server, from }
  if (server !== null) problems.push('SMTP_URL also needs SMTP_FROM, the address that mails come from')
  return null
}

/** As a Bearer token can be sent (RFC 6750), and too long to be guessed. */
const bearerToken = /^[A-Za-z0-9._~+/-]{16,256}=*$/
const bearerTokenRule = 'must be 16 to 256 of A-Z a-z 0-9 . _ ~ + / -, with = at its end alone'

function readMetricsToken({ text }: EnvReader, problems: string[]): string | null {
  const token = text('METRICS_TOKEN')
  if (token !== null && !bearerToken.test(token)) problems.push(`METRICS_TOKEN ${bearerTokenRule}`)
  return token
}

function readAppId({ text }: EnvReader, problems: string[]): string | null {
  const id = text('META_APP_ID')
  if (id !== null && !/^\d{5,20}$/.test(id)) problems.push('META_APP_ID must be 5 to 20 digits')
  if (id !== null && text('META_APP_SECRET') === null) problems.push('META_APP_ID also needs META_APP_SECRET')
  return id
}

function readMedia(read: EnvReader, problems: string[]): MediaConfig {
  const dataDir = read.text('DAWK_DATA_DIR') ?? '.dawk'
  return {
    path: resolve(read.text('DAWK_MEDIA_DIR') ?? join(dataDir, 'media')),
    s3: readS3(read, problems),
    retentionDays: read.days('DAWK_KEEP_MEDIA_DAYS', 0),
    quotaBytes: read.integer('DAWK_MEDIA_QUOTA_MB', 0, 0, 1_000_000_000) * 1_000_000 || null,
  }
}

/** All of it or nothing: half a store would lose files in silence. */
function readS3(read: EnvReader, problems: string[]): S3Settings | null {
  const endpoint = read.url('DAWK_MEDIA_S3_ENDPOINT', ['http:', 'https:'])
  const given = {
    DAWK_MEDIA_S3_BUCKET: read.text('DAWK_MEDIA_S3_BUCKET'),
    DAWK_MEDIA_S3_ACCESS_KEY_ID: read.text('DAWK_MEDIA_S3_ACCESS_KEY_ID'),
    DAWK_MEDIA_S3_SECRET_ACCESS_KEY: read.text('DAWK_MEDIA_S3_SECRET_ACCESS_KEY'),
  }
  const all = { DAWK_MEDIA_S3_ENDPOINT: endpoint, ...given }
  const missing = Object.entries(all).filter(([, value]) => value === null)
  if (missing.length === Object.keys(all).length) return null
  for (const [name] of missing) problems.push(`${name} is not set, and media in S3 needs it`)
  return {
    endpoint: endpoint ?? '',
    bucket: given.DAWK_MEDIA_S3_BUCKET ?? '',
    region: read.text('DAWK_MEDIA_S3_REGION') ?? 'us-east-1',
    accessKeyId: given.DAWK_MEDIA_S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: given.DAWK_MEDIA_S3_SECRET_ACCESS_KEY ?? '',
  }
}

function readSecretKey({ text }: EnvReader, name: SettingName, problems: string[]): Buffer | null {
  const given = text(name)
  if (given === null) return null
  const key = parseSecretKey(given)
  if (key === null) problems.push(`${name} must be 32 bytes, as 64 hex digits or in base64`)
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
