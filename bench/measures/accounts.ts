import type { Result } from '../results.ts'
import { type Driven, drive } from '../whole-life/drive.ts'
import { countsOfMessage, gatedRate } from '../whole-life/limits.ts'
import { describeCounts, renderDriven } from '../whole-life/report.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { type RelaySystem, type Surroundings, withDawk } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

const accounts = 1000
const atOnce = 8
/** Statements a message, as a multiple of those of one account. */
const aim = 1.3

/** What a message costs where 1,000 accounts send in turn, each with a number and an endpoint, beside one account at the same rate. */
export async function measureAccounts(options: BenchOptions): Promise<Result[]> {
  const perSecond = options.rates?.[0] ?? gatedRate
  const measured: BenchOptions = {
    ...options,
    env: { DAWK_REGISTRATION: 'open', DAWK_TRUST_PROXY: '127.0.0.1/32' }, // accounts come from a thousand addresses
  }
  // everybody's first message opens conversations and lanes: the warm-up lasts until each account has sent
  const window = { perSecond, warmUpSeconds: Math.ceil(accounts / perSecond) + 4, seconds: 8, countsExactly: true }
  const [one, many] = await withSurroundings((around) =>
    withDawk(measured, around, async (dawk) => {
      const alone = await drive(dawk, around, window)
      const moreAuthorizations = await register(dawk, around)
      return [alone, await drive({ ...dawk, moreAuthorizations }, around, window)] as const
    }),
  )
  console.log(
    `\n${renderDriven([
      { ...one, system: 'one account' },
      { ...many, system: `${accounts} accounts` },
    ])}\n`,
  )
  if (many.counts) console.log(`${describeCounts(many.counts)}\n`)
  return compare(one, many)
}

async function register({ sendUrl }: RelaySystem, { receiver }: Surroundings): Promise<string[]> {
  const keys: string[] = []
  const waiting = Array.from({ length: accounts - 1 }, (_, index) => index)
  const work = async () => {
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const from = { 'x-forwarded-for': `10.1.${index >> 8}.${index & 255}` }
      const registration = { name: `Account ${index}`, email: `account-${index}@example.com` }
      const { data } = await call<{ data: { apiKey: string } }>(new URL('/auth/register', sendUrl), {
        ...{ method: 'POST', body: registration, headers: from },
      })
      const authorization = `Bearer ${data.apiKey}`
      const hook = { method: 'PUT', body: { url: `${receiver.url}/hook` }, headers: { authorization } }
      await call(new URL('/auth/me/webhook', sendUrl), hook)
      keys.push(authorization)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return keys
}

interface Call {
  method: string
  body: object
  headers: Record<string, string>
}

async function call<T>(url: URL, { method, body, headers }: Call): Promise<T> {
  const asJson = { ...headers, 'content-type': 'application/json' }
  const reply = await fetch(url, { method, headers: asJson, body: JSON.stringify(body) })
  if (!reply.ok) throw new Error(`${url.pathname} was answered with ${reply.status}: ${await reply.text()}`)
  return (await reply.json()) as T
}

function compare(one: Driven, many: Driven): Result[] {
  const [ofOne, ofMany] = [one.counts, many.counts]
  if (ofOne === null || ofMany === null) throw new Error('nothing was counted')
  return countsOfMessage.map(({ name, of }) => {
    const ratio = of(ofMany) / of(ofOne)
    const isAim = name === 'statements'
    return {
      name: `${name} a message of ${accounts} accounts`,
      unit: '',
      ours: of(ofMany),
      yardstick: of(ofOne),
      ratio,
      goal: '',
      floor: isAim ? `≤ ${aim}` : '',
      met: isAim ? (ratio <= aim ? 'floor' : 'missed') : 'reported',
    } satisfies Result
  })
}
