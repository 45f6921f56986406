import type { CoreContext } from '#context.ts'
import { trustedCaller } from '../access/caller.ts'
import type { Member } from '../members/member.ts'
import { selectMembershipsOf } from '../members/member-store.ts'
import type { Actor } from './actor.ts'

/** Why a request was rejected for what its sender may do, or for who it claims to be. */
export const refusalReasons = [
  'key_missing',
  'key_unknown',
  'key_revoked',
  'key_expired',
  'key_replaced',
  'signature',
  'session',
  'sign_in',
  'second_factor',
  'forbidden',
  'account_inactive',
  'other',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Whose key or sign-in was refused. A sign-in names the person alone, who may be a member of several accounts. */
export type RefusedTarget =
  | { kind: 'api_key'; accountId: string; id: string; name: string | null }
  | { kind: 'member'; accountId: string; id: string; name: string | null }
  | { kind: 'person'; email: string }
  | { kind: 'person'; personId: string }

export interface Refusal {
  reason: RefusalReason
  /** Null: nobody that we know. Such refusals are counted in the metrics alone. */
  target: RefusedTarget | null
  ip: string | null
  requestId: string | null
}

interface Noted extends Refusal {
  target: RefusedTarget
  attempts: number
  /** Milliseconds since the epoch. */
  lastAt: number
}

const flushMs = 2_000
/** One target leaves at most one record in this time for each reason; the record says how many attempts it stands for. */
const recordEveryMs = 600_000
const maxTargets = 10_000
const maxAddresses = 5

type NotedTarget = Noted & { addresses: Set<string> }

/**
 * Counts refused requests, and records those of keys and people that we know in the audit log. Records are written in the
 * background, so an answer takes as long for a person who exists as for one who does not.
 */
export function createRefusals(ctx: Pick<CoreContext, 'worker' | 'log'>, now: () => number = Date.now) {
  const counts = new Map<RefusalReason, number>()
  const noted = new Map<string, NotedTarget>()
  const writtenAt = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  function takeDue(all: boolean): NotedTarget[] {
    const due: NotedTarget[] = []
    for (const [key, at] of writtenAt) if (now() - at >= recordEveryMs) writtenAt.delete(key)
    for (const [key, refusal] of noted) {
      if (!all && writtenAt.has(key)) continue
      due.push(refusal)
      noted.delete(key)
      if (writtenAt.size < maxTargets) writtenAt.set(key, now())
    }
    return due
  }

  async function write(due: readonly NotedTarget[]): Promise<void> {
    if (due.length === 0) return
    try {
      await recordRefusals(ctx, due)
    } catch (error) {
      ctx.log.warn({ err: error, refusals: due.length }, 'refused requests could not be recorded in the audit log')
    }
  }

  function flush(all: boolean): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    writing = writing.then(() => write(takeDue(all)))
    return writing.then(() => {
      if (noted.size > 0) timer ??= setTimeout(() => void flush(false), flushMs).unref()
    })
  }

  return {
    note(refusal: Refusal): void {
      counts.set(refusal.reason, (counts.get(refusal.reason) ?? 0) + 1)
      if (refusal.target === null) return
      const key = JSON.stringify([refusal.reason, refusal.target])
      const before = noted.get(key)
      if (!before && noted.size >= maxTargets) return
      const addresses = before?.addresses ?? new Set<string>()
      if (refusal.ip !== null && addresses.size < maxAddresses) addresses.add(refusal.ip)
      const attempts = (before?.attempts ?? 0) + 1
      noted.set(key, { ...refusal, target: refusal.target, attempts, addresses, lastAt: now() })
      timer ??= setTimeout(() => void flush(false), flushMs).unref()
    },
    counts: (): ReadonlyMap<RefusalReason, number> => counts,
    /** Records what is due by now. The refusals do so by themselves, every two seconds. */
    recordDue: () => flush(false),
    /** Records everything that was noted; failures are logged. */
    flush: () => flush(true),
  }
}

export type Refusals = ReturnType<typeof createRefusals>

async function recordRefusals({ worker }: Pick<CoreContext, 'worker'>, due: readonly NotedTarget[]): Promise<void> {
  await worker.transaction(async (tx) => {
    const emails = due.flatMap(({ target }) => ('email' in target ? [target.email] : []))
    const personIds = due.flatMap(({ target }) => ('personId' in target ? [target.personId] : []))
    const members = emails.length + personIds.length > 0 ? await selectMembershipsOf(tx, { emails, personIds }) : []
    for (const refusal of due)
      for (const record of toRecords(refusal, members)) {
        const { accountId, id, ...change } = record
        const unit = tx.as(trustedCaller(accountId, change.by))
        if (change.kind === 'api_key') await unit.audit('api_key.refused', id, { before: null, after: change.after })
        else await unit.audit('member.refused', id, { before: null, after: change.after })
      }
  })
}

interface RefusalRecord {
  kind: 'api_key' | 'member'
  accountId: string
  id: string
  by: Actor
  after: { refusal: RefusalReason; attempts: number; addresses: string[]; lastAt: string }
}

function toRecords(refusal: NotedTarget, members: readonly Member[]): RefusalRecord[] {
  const { target, reason, attempts, ip, requestId } = refusal
  const lastAt = new Date(refusal.lastAt).toISOString()
  const after = { refusal: reason, attempts, addresses: [...refusal.addresses], lastAt }
  const from = { ip, requestId }
  if (target.kind !== 'person') {
    const { kind, accountId, id, name } = target
    return [{ kind, accountId, id, by: { kind, id, name, ...from }, after }]
  }
  const isTheirs = (member: Member) =>
    'email' in target ? member.email === target.email : member.personId === target.personId
  const by: Actor = { kind: 'system', id: null, name: null, ...from }
  return members.filter(isTheirs).map(({ accountId, id }) => ({ kind: 'member', accountId, id, by, after }))
}
