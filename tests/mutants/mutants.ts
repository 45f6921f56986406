/** One mean change to the code that carries a promise, and the tests of which at least one must fail under it. */
export interface Mutant {
  /** The promise that it breaks. */
  name: string
  /** From the root of the repository. */
  file: string
  /** Stands exactly once in the file. */
  from: string
  to: string
  tests: readonly string[]
}

const core = 'packages/core/src/'

const isolation: readonly Mutant[] = [
  {
    name: 'events reach the endpoints of their own account alone',
    file: `${core}events/record-events.ts`,
    from: 'p.account_id = e.account_id and p.enabled',
    to: 'p.enabled',
    tests: ['tests/core/record-events.test.ts'],
  },
  {
    name: 'a status moves messages of its own number alone',
    file: `${core}messaging/messages/reports/apply-reports.ts`,
    from: '(entry.numberId !== undefined && row.numberId !== entry.numberId)',
    to: 'entry.numberId === null',
    tests: ['tests/core/locks.test.ts'],
  },
  {
    name: 'a key that is restricted to some numbers sends from no other',
    file: `${core}tenancy/access/principal.ts`,
    from: 'if (numberIds !== null && !numberIds.includes(id))',
    to: 'if (numberIds !== null && numberIds.length === 0)',
    tests: ['tests/surfaces/restricted-keys.test.ts'],
  },
  {
    name: 'an IPv6 address outside of the list of a key is refused',
    file: `${core}tenancy/api-keys/restrictions/address-list.ts`,
    from: 'network[0].kind() === address.kind() && address.match(network)',
    to: "network[0].kind() === address.kind() && (address.kind() === 'ipv6' || address.match(network))",
    tests: [`${core}tenancy/api-keys/restrictions/address-list.test.ts`],
  },
  {
    name: 'the peer of a connection must be an address that was checked',
    file: `${core}platform/egress.ts`,
    from: "if (permits(socket.remoteAddress ?? '')) return callback(null, socket)",
    to: 'if (socket.remoteAddress) return callback(null, socket)',
    tests: [`${core}platform/egress.test.ts`],
  },
]

const recovery: readonly Mutant[] = [
  {
    name: 'a part of a webhook that fails once is tried again',
    file: `${core}messaging/inbound/unapplied-items.ts`,
    from: 'when attempts + 1 < $4 then',
    to: 'when attempts + 1 < $4 - 10 then',
    tests: ['tests/core/unapplied-items.test.ts'],
  },
  {
    name: 'a part of a webhook is kept after its last try',
    file: `${core}messaging/inbound/unapplied-items.ts`,
    from: 'where run_at <= now() order by run_at limit 1',
    to: 'where run_at <= now() or run_at is null order by run_at limit 1',
    tests: ['tests/core/unapplied-items.test.ts'],
  },
  {
    name: 'unconfirmed attempts wait while the journal lags',
    file: `${core}messaging/dispatch/unconfirmed-attempts.ts`,
    from: 'decidable.length === 0 || (await journalLags(tx)) ||',
    to: 'decidable.length === 0 ||',
    tests: ['tests/core/dispatch.test.ts'],
  },
  {
    name: 'unconfirmed attempts wait for the gap in receiving to be settled',
    file: `${core}messaging/dispatch/unconfirmed-attempts.ts`,
    from: ' || !(await isReceivingSettled(tx, graceMs))) return',
    to: ') return',
    tests: ['tests/core/dispatch.test.ts'],
  },
  {
    name: 'taking back a mark leaves that of a later owner',
    file: `${core}platform/lanes/lane-store.ts`,
    from: 'and i.started_at is not null and i.attempts = x.attempts + 1',
    to: 'and i.started_at is not null',
    tests: ['tests/core/locks.test.ts'],
  },
  {
    name: 'an unknown outcome that a later owner has decided is left alone',
    file: `${core}messaging/dispatch/unconfirmed-attempts.ts`,
    from: 'on i.id = x.id and i.attempts = x.attempts',
    to: 'on i.id = x.id',
    tests: ['tests/core/dispatch.test.ts'],
  },
]

const judgement: readonly Mutant[] = [
  {
    name: 'Meta’s Retry-After is waited for',
    file: `${core}messaging/dispatch/send-outcome.ts`,
    from: 'Math.max(minDelayMs, refusal.retryAfterMs ?? 0)',
    to: 'minDelayMs',
    tests: [`${core}messaging/dispatch/send-outcome.test.ts`],
  },
  {
    name: 'retries back off',
    file: `${core}messaging/dispatch/send-outcome.ts`,
    from: '1000 * 2 ** (attempt - 1)',
    to: '1000 * attempt',
    tests: [`${core}messaging/dispatch/send-outcome.test.ts`],
  },
  {
    name: 'messages to one person are spaced further after 131056',
    file: `${core}messaging/dispatch/send-outcome.ts`,
    from: '4 ** Math.min(tried.attempts - 1, 5) * 1000',
    to: '1000',
    tests: [`${core}messaging/dispatch/send-outcome.test.ts`],
  },
  {
    name: '130429 slows the lane',
    file: `${core}messaging/dispatch/send-outcome.ts`,
    from: 'slowDown: true',
    to: 'slowDown: false',
    tests: [`${core}messaging/dispatch/send-outcome.test.ts`],
  },
]

const locks: readonly Mutant[] = [
  {
    name: 'two processes do not take one payload of the journal',
    file: `${core}messaging/inbound/journal-rows.ts`,
    from: 'order by run_at, id limit $1 for update skip locked',
    to: 'order by run_at, id limit $1',
    tests: ['tests/core/locks.test.ts'],
  },
  {
    name: 'two schedulers do not wait for each other',
    file: `${core}messaging/messages/scheduler.ts`,
    from: 'for update skip locked)\n       returning *),',
    to: 'for update)\n       returning *),',
    tests: ['tests/core/locks.test.ts'],
  },
  {
    name: 'a lane that somebody takes is passed over',
    file: `${core}platform/lanes/lane-store.ts`,
    from: 'limit $5 for update skip locked)',
    to: 'limit $5 for update)',
    tests: ['tests/core/locks.test.ts'],
  },
  {
    name: 'reports of one message wait for each other',
    file: `${core}messaging/messages/reports/apply-reports.ts`,
    from: 'order by m.id for update of m',
    to: 'order by m.id',
    tests: ['tests/core/locks.test.ts'],
  },
  {
    name: 'nothing leaves under a lease that has ended',
    file: `${core}platform/lanes/lane-store.ts`,
    from: 'l.lease_owner = $2 and l.lease_until > now())',
    to: 'l.lease_owner = $2)',
    tests: ['tests/core/locks.test.ts'],
  },
]

const keys: readonly Mutant[] = [
  {
    name: 'an idempotency key lives for 24 hours',
    file: `${core}messaging/messages/send/accept-message.ts`,
    from: 'const keyMs = 24 * 3600_000',
    to: 'const keyMs = 23 * 3600_000',
    tests: ['tests/core/accept.test.ts'],
  },
  {
    name: 'so does that of a batch',
    file: `${core}messaging/messages/send/accept-batch.ts`,
    from: "created_at >= now() - interval '24 hours'",
    to: "created_at >= now() - interval '23 hours'",
    tests: ['tests/core/accept.test.ts'],
  },
]

/** Each was once made and survived every test; none may again. */
export const mutants: readonly Mutant[] = [...isolation, ...recovery, ...judgement, ...locks, ...keys]
