import type { TokenDetails } from '@dawk/cloud-api/calls/onboarding-calls.ts'
import type { CloudApiClient } from '@dawk/cloud-api/client.ts'
import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { announceConnected } from './announce-connected.ts'
import type { NumberRow } from './number.ts'
import type { NumberDirectory } from './number-directory.ts'
import { selectNumbersWithoutWaba, updateWaba } from './number-store.ts'

interface Learned {
  number: Pick<NumberRow, 'id' | 'accountId' | 'wabaId'>
  wabaId: string
}

/** The business accounts that Meta's webhooks name for numbers of which it was not known yet. */
export async function learnWabas(tx: WorkerTransaction, learned: readonly Learned[]): Promise<void> {
  const fresh = learned.filter(({ number, wabaId }) => number.wabaId === null && /^[1-9]\d{0,31}$/.test(wabaId))
  for (const [numberId, { number, wabaId }] of new Map(fresh.map((one) => [one.number.id, one])))
    await store(tx, { id: numberId, accountId: number.accountId }, wabaId)
}

async function store(
  tx: WorkerTransaction,
  { id, accountId }: Pick<NumberRow, 'id' | 'accountId'>,
  wabaId: string,
): Promise<void> {
  if (!(await updateWaba(tx, { id, accountId }, wabaId))) return // once in a number's life
  tx.notify('accounts', accountId)
  await announceConnected(tx, { id, accountId })
}

const askAgainMs = 10 * 60_000
const atOnce = 10
/** Business accounts of one token that are looked into. */
const maxTargets = 20

type AskContext = Pick<CoreContext, 'worker' | 'graph' | 'log'> & { numbers: Pick<NumberDirectory, 'byIds'> }

/**
 * Asks Meta which business account a number belongs to, for numbers that were connected without naming it: the token says
 * which accounts it may see, and their lists say which has the number. A number that is not found is asked for again later.
 */
export function createWabaFinder({ worker, graph, log, numbers }: AskContext) {
  const recentlyAsked = createCache<true>({ max: 10_000, ttlMs: askAgainMs })

  async function findAll(): Promise<void> {
    const due = (await selectNumbersWithoutWaba(worker)).filter((id) => !recentlyAsked.has(id)).slice(0, atOnce)
    if (due.length === 0) return
    for (const id of due) recentlyAsked.set(id, true)
    const known = await numbers.byIds(due)
    await Promise.all([...known.values()].map(find))
  }

  async function find(number: NumberRow): Promise<void> {
    const { token, sandbox, phoneNumberId } = number
    const client = graph(sandbox)
    const answer = await client.debugToken({ inputToken: token, token })
    const wabaId = answer.ok ? await findWaba(client, number, answer.data.data) : null
    if (wabaId !== null) return worker.transaction((tx) => store(tx, number, wabaId))
    log.info({ phoneNumberId }, 'the WhatsApp Business Account of a number is not known yet: its webhooks will tell')
  }

  return { findAll }
}

/** Of the business accounts that a token may see, the one that lists the number; null: none does, or the token is for all. */
export async function findWaba(
  client: Pick<CloudApiClient, 'listPhoneNumbers'>,
  { token, phoneNumberId }: Pick<NumberRow, 'token' | 'phoneNumberId'>,
  { granular_scopes: granted = [] }: Pick<TokenDetails, 'granular_scopes'>,
): Promise<string | null> {
  const targets = new Set(
    granted.flatMap(({ scope, target_ids: ids = [] }) => (scope.startsWith('whatsapp_') ? ids : [])),
  )
  for (const wabaId of [...targets].slice(0, maxTargets)) {
    const page = await client.listPhoneNumbers({ wabaId, token })
    if (page.ok && page.data.data.some(({ id }) => id === phoneNumberId)) return wabaId
  }
  return null
}
