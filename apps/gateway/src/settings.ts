import { didYouMean } from '@dawk/cloud-api/content/did-you-mean.ts'

interface Setting {
  /** What holds without it, in the words of docs/configuration.md. */
  fallback: string
  /** What it does; Markdown. */
  means: string
}

/**
 * Every setting, by what it is about. Nothing else is read from the environment: `EnvReader` takes these names alone, a variable that
 * begins as Dawk's own do and is not here ends the start, and docs/configuration.md is written from this table.
 */
const groups = {
  'Where it listens': {
    PORT: { fallback: '4000', means: 'the port of the API' },
    HOST: { fallback: '127.0.0.1', means: 'the address that the API listens on' },
    DAWK_PUBLIC_URL: {
      fallback: 'as it listens',
      means: 'how others reach this host: Meta, browsers that follow links, and the simulator',
    },
    DAWK_TRUST_PROXY: { fallback: 'none', means: 'networks of proxies whose `X-Forwarded-For` is believed' },
    EGRESS_ALLOW_CIDRS: {
      fallback: 'loopback while trying',
      means: "private networks that customers' webhooks may go to",
    },
    LOG_LEVEL: {
      fallback: 'info',
      means: 'the least that is logged: trace, debug, info, warn, error, fatal or silent',
    },
    METRICS_TOKEN: {
      fallback: 'none: open to all who reach the port',
      means: 'what `GET /metrics` demands as `Authorization: Bearer …`; 16 characters or more',
    },
  },
  Data: {
    DATABASE_URL: {
      fallback: 'embedded',
      means:
        'PostgreSQL; the embedded database is for trial and development. It may name several hosts, of which one takes writes: [database](database.md)',
    },
    DATABASE_SESSION_URL: {
      fallback: 'none',
      means:
        'where PostgreSQL itself is reached, when `DATABASE_URL` leads to a pooler such as PgBouncer or to a user who owns nothing',
    },
    DAWK_DATABASE_CONNECTIONS: {
      fallback: '20',
      means:
        'how many connections to PostgreSQL a process may hold, half of them for each role; one more listens: [growing](growing.md)',
    },
    DAWK_DATA_DIR: { fallback: '`./.dawk`', means: 'embedded database, secret key, `sandbox.json` of a trial' },
    DAWK_SECRET_KEY: {
      fallback: 'made in the data directory',
      means: '32 bytes, hex or base64; seals tokens and secrets. All processes share it',
    },
    DAWK_SECRET_KEY_ALSO: {
      fallback: 'none',
      means: 'another key that opens what is stored, while the [key is changed](backup.md#changing-the-secret-key)',
    },
    REDIS_URL: { fallback: 'none', means: 'Redis or Valkey, by which several processes [share limits](access.md)' },
    REDIS_KEY_PREFIX: { fallback: 'dawk', means: 'stands before every key in Redis' },
  },
  'Meta and the simulator': {
    META_APP_SECRET: { fallback: 'none', means: "secret of the operator's Meta app, by which webhooks are verified" },
    META_VERIFY_TOKEN: { fallback: 'none', means: 'what Meta shows when it verifies the callback URL' },
    META_APP_ID: {
      fallback: 'none',
      means: 'its id: for exact [verification of numbers](numbers.md) and for embedded sign-up',
    },
    META_GRAPH_URL: { fallback: 'https://graph.facebook.com', means: 'for real numbers' },
    DAWK_SANDBOX: {
      fallback: 'true in a trial, else false',
      means:
        'whether every account has a number on the simulator; `npm run dawk -- sandbox-key` creates a key of the sandbox account. In production the simulator also needs `SIMULATOR_TOKEN`',
    },
    DAWK_SANDBOX_WINDOW: {
      fallback: 'strict',
      means: '`open`: sandbox numbers may send free text to people who have not written, which no real number may',
    },
    DAWK_SAMPLE_PEOPLE: {
      fallback: 'true',
      means: 'in a trial: three people of the simulator have written before you first look',
    },
    SIMULATOR_PORT: { fallback: '4001', means: 'the simulator that starts with the gateway, on 127.0.0.1 alone' },
    SIMULATOR_URL: { fallback: 'none', means: 'a simulator that runs already, in place of the one that would start' },
    SIMULATOR_TOKEN: { fallback: 'none', means: "what the simulator's control API and its handset ask for" },
  },
  'Accounts and mail': {
    DAWK_REGISTRATION: {
      fallback: 'open in a trial, else closed',
      means:
        'who may register an account: `open`, everybody; `email`, whoever enters the code that is mailed to the address; `invitation`, whoever has a code of `npm run dawk -- registration-code`; `closed`, nobody',
    },
    DAWK_PLAN_QUOTAS: {
      fallback: 'none',
      means: 'requests of a day or month by plan: `free=5000/day,basic=1000000/month`',
    },
    SMTP_URL: {
      fallback: 'none',
      means:
        'invitations and links to reset a password are mailed through this server, as `smtps://user:password@mail.example.com`; without it the links are shown in answers, and by `npm run dawk -- password-link`',
    },
    SMTP_FROM: { fallback: 'none', means: 'the address that mails come from' },
    RAZORPAY_KEY_ID: {
      fallback: 'none',
      means:
        'wallets are topped up through Razorpay, whose webhook is `POST /payments/razorpay/webhook`; this and the next two, or none of them: [payments](payments.md)',
    },
    RAZORPAY_KEY_SECRET: { fallback: 'none', means: 'the secret of that key' },
    RAZORPAY_WEBHOOK_SECRET: { fallback: 'none', means: 'the secret of that webhook' },
    RAZORPAY_WEBHOOK_SECRET_BEFORE: {
      fallback: 'none',
      means: 'the one before it, for a day after it was changed: retries of old events are signed with it',
    },
    RAZORPAY_API_URL: { fallback: 'Razorpay', means: "another host than Razorpay's" },
    STRIPE_SECRET_KEY: {
      fallback: 'none',
      means:
        'wallets are topped up through Stripe, whose webhook is `POST /payments/stripe/webhook`; this and the next, or none of them',
    },
    STRIPE_WEBHOOK_SECRET: { fallback: 'none', means: 'the signing secret of that webhook' },
    STRIPE_PRICE_BASIC: {
      fallback: 'none',
      means:
        'plans are sold through Stripe too, whose webhook is then `POST /billing/webhook`: the price of the plan `basic` at Stripe; this and the next, or none of them',
    },
    STRIPE_PRICE_PRO: { fallback: 'none', means: 'the price of the plan `pro` at Stripe' },
    STRIPE_API_URL: { fallback: 'Stripe', means: "another host than Stripe's" },
    SHOPIFY_API_URL: {
      fallback: 'the shop itself',
      means: 'another host than that of connected shops: [connections](connections.md)',
    },
    RAZORPAY_EMULATOR_PORT: {
      fallback: '4002',
      means: 'where a sandbox without a key of Razorpay emulates it, on this machine alone; 0: any free port',
    },
    STRIPE_EMULATOR_PORT: { fallback: '4003', means: 'the same for Stripe' },
  },
  Media: {
    DAWK_MEDIA_DIR: {
      fallback: '`media` in the data directory',
      means: 'where files of accounts lie: [media](media.md)',
    },
    DAWK_MEDIA_QUOTA_MB: { fallback: '0: unlimited', means: 'megabytes of files that an account may keep' },
    DAWK_MEDIA_S3_ENDPOINT: {
      fallback: 'none',
      means: 'files lie in a store that speaks S3; this and the next three, or none of them',
    },
    DAWK_MEDIA_S3_BUCKET: { fallback: 'none', means: 'the bucket' },
    DAWK_MEDIA_S3_ACCESS_KEY_ID: { fallback: 'none', means: 'the id of the access key' },
    DAWK_MEDIA_S3_SECRET_ACCESS_KEY: { fallback: 'none', means: 'the access key' },
    DAWK_MEDIA_S3_REGION: { fallback: 'us-east-1', means: 'the region' },
  },
  'What is kept': {
    DAWK_KEEP_MESSAGES_DAYS: { fallback: '0: for ever', means: 'days that [messages are kept](retention.md)' },
    DAWK_KEEP_JOURNAL_DAYS: { fallback: '30', means: "the same for Meta's raw webhooks; 0: for ever" },
    DAWK_KEEP_EVENTS_DAYS: { fallback: '90', means: 'the same for events; 0: for ever' },
    DAWK_KEEP_DELIVERIES_DAYS: { fallback: '90', means: 'the same for logs of deliveries; 0: for ever' },
    DAWK_KEEP_MEDIA_DAYS: { fallback: '0: for ever', means: 'the same for files' },
    DAWK_ERASURE_GRACE_DAYS: {
      fallback: '7',
      means: 'days from the request to erase an account to its erasure: [privacy](privacy.md)',
    },
  },
  Pace: {
    DAWK_CONFIRM_GRACE_SECONDS: { fallback: '60', means: 'how long an unknown outcome waits for a status' },
    DAWK_LEASE_SECONDS: { fallback: '10', means: "how long a dead worker's lanes stay its own" },
    DAWK_MAX_LANES: {
      fallback: '2000',
      means:
        'how many numbers, and how many endpoints, one process serves at a time; `dawk_lanes{figure="unleased"}` counts those that had something due and nobody to serve them',
    },
    DAWK_MAX_WAITING: {
      fallback: '100000',
      means:
        'how many messages may wait to be sent from one number; beyond, callers get 503 `overloaded` with `Retry-After` until some have left',
    },
    DAWK_WEBHOOK_RETRY_SECONDS: {
      fallback: 'about three days',
      means: 'comma list of the pauses before each attempt of a delivery to a customer',
    },
    DAWK_SHUTDOWN_SECONDS: { fallback: '20', means: 'how long a stop waits for what is under way, uploads included' },
    DAWK_SHUTDOWN_DELAY_SECONDS: {
      fallback: '0',
      means:
        'how long a stopping process still takes requests while `/health/ready` answers 503, so that a load balancer turns away from it first',
    },
  },
} as const satisfies Record<string, Record<string, Setting>>

type Groups = typeof groups
type NamesOf<Group> = Group extends unknown ? keyof Group & string : never
export type SettingName = NamesOf<Groups[keyof Groups]>

export const settingNames: readonly string[] = Object.values(groups).flatMap((group) => Object.keys(group))
const names: ReadonlySet<string> = new Set(settingNames.flatMap((name) => [name, `${name}_FILE`]))

/** Variables that begin as Dawk's own do and that Dawk does not have: most likely misspelt, and then silently without effect. */
export function findUnknownSettings(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('DAWK_') && !name.startsWith('DAWK_TEST_') && !names.has(name))
    .toSorted()
    .map((name) => `there is no setting ${name}${hintFor(name)}`)
}

const hintFor = (name: string) => didYouMean(name, settingNames) || '; docs/configuration.md lists them all'

/** Every setting as it stands: its value, with what is secret left out, or what holds without it, and its meaning. */
export function explainSettings(env: NodeJS.ProcessEnv): string {
  const tables = Object.entries(groups).map(([group, settings]) => {
    const rows = Object.entries<Setting>(settings).map(([name, { fallback, means }]) => {
      const file = env[`${name}_FILE`]?.trim()
      const value = env[name]?.trim()
      const shown = file ? `from ${file}` : value ? maskSetting(name, value) : `not set: ${fallback}`
      return `  ${name}  ${shown}\n      ${means}`
    })
    return [group, ...rows].join('\n')
  })
  return tables.join('\n\n')
}

/** Names of what is secret as a whole; of addresses only the password is. */
function maskSetting(name: string, value: string): string {
  if (/_(KEY|SECRET|TOKEN|ALSO)(_|$)/.test(name) && !/_(ID|PREFIX)$/.test(name)) return 'set, not shown'
  return value.replace(/^([a-z0-9+.-]+:\/\/[^@:]*):.*@/i, '$1:…@')
}

/** docs/configuration.md. */
export function describeSettings(): string {
  const tables = Object.entries(groups).map(([group, settings]) => {
    const rows = Object.entries<Setting>(settings).map(
      ([name, { fallback, means }]) => `| \`${name}\` | ${fallback} | ${means} |`,
    )
    return [`## ${group}`, '', '| Setting | Default | Meaning |', '|---|---|---|', ...rows].join('\n')
  })
  return `${introduction}\n\n${tables.join('\n\n')}\n`
}

const introduction = `# Configuration

Settings come from the environment. An empty variable counts as unset.
Each can come from a file instead: \`DAWK_SECRET_KEY_FILE=/run/secrets/key\` is the content of that file, as Docker and Kubernetes mount secrets.
All problems are reported at once when the gateway starts, and a variable that begins with \`DAWK_\` and is not listed here is one of them.
This page is written from \`apps/gateway/src/settings.ts\` by \`npm run configuration\`.`
