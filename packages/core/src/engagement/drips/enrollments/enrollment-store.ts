import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { DripDefinition, Reentry } from '../drip.ts'
import type { Enrollment, EnrollmentState } from './enrollment.ts'

export const enrollmentColumns = `e.id, e.drip_id, e.version, e.contact_id, e.trigger_key, e.state, e.reason, e.goal, e.step, e.seq, e.rev, e.due_at, e.entered_at,
  e.waits_for, e.signal, e.attempt::int, e.sent, e.last_sent_at, e.last_message_id, e.last_outcome, e.vars, e.enrolled_at, e.ended_at`

export const selectEnrollment = (tx: Queryable, accountId: string, id: string): Promise<Enrollment | null> =>
  tx.maybe<Enrollment>(`select ${enrollmentColumns} from enrollments e where e.account_id = $1 and e.id = $2::uuid`, [
    accountId,
    id,
  ])

/** Until the transaction ends nobody else moves the person. */
export const lockEnrollment = (tx: Queryable, accountId: string, id: string): Promise<Enrollment | null> =>
  tx.maybe<Enrollment>(
    `select ${enrollmentColumns} from enrollments e where e.account_id = $1 and e.id = $2::uuid for update`,
    [accountId, id],
  )

/** Whom a trigger led in, whether or not they are still there. */
export const selectByTrigger = async (
  tx: Queryable,
  accountId: string,
  { dripId, triggerKey }: { dripId: string; triggerKey: string },
): Promise<string[]> =>
  (
    await tx.many<{ id: string }>(
      'select id from enrollments where account_id = $1 and drip_id = $2::uuid and trigger_key = $3',
      [accountId, dripId, triggerKey],
    )
  ).map(({ id }) => id)

/** Somebody who is to enter a drip. */
export interface NewEnrollment {
  id: string
  dripId: string
  version: number
  contactId: string
  /** Nothing leads to two enrollments of a drip. */
  triggerKey: string
  step: string
  vars: Readonly<Record<string, string>>
  lastMessageId: string | null
  dueAt: string
  enrolledAt: string
}

const entering = recordset({
  id: 'uuid',
  dripId: 'uuid',
  version: 'int',
  contactId: 'uuid',
  triggerKey: 'text',
  step: 'text',
  vars: 'jsonb',
  lastMessageId: 'uuid',
  dueAt: 'timestamptz',
  enrolledAt: 'timestamptz',
})

/** Who stands against another run of a person, by the rule of a drip. */
const standsAgainst = {
  never: 'true',
  after_exit: "o.state = 'active'",
  after_days: "(o.state = 'active' or o.enrolled_at > x.enrolled_at - $3 * interval '1 day')",
  each_event: 'false',
} as const satisfies Record<Reentry['rule'], string>

/**
 * Lets people in whom the rule of the drip allows, once for each trigger. The drip is locked, so that nobody enters twice at once.
 * Returns those who entered.
 */
export const insertEnrollments = (
  tx: Queryable,
  accountId: string,
  reentry: Reentry,
  people: readonly NewEnrollment[],
): Promise<{ id: string; contactId: string; dueAt: string }[]> => {
  const days = reentry.rule === 'after_days' ? [reentry.days] : []
  const first = reentry.rule === 'each_event' ? 'x.trigger_key' : 'x.contact_id'
  return tx.many(
    `insert into enrollments as e (account_id, state, ${entering.columns})
     select $1, 'active', ${entering.columnsOf('x')} from (
       select distinct on (${first}) x.* from ${entering.from('$2')}
         join contacts c on c.account_id = $1 and c.id = x.contact_id and c.deleted_at is null
        where not exists (select from enrollments o where o.account_id = $1 and o.contact_id = x.contact_id and o.drip_id = x.drip_id
                and ${standsAgainst[reentry.rule]}) order by ${first}, x.id) x
     on conflict (account_id, drip_id, trigger_key) do nothing returning e.id, e.contact_id, e.due_at`,
    [accountId, entering.json(people), ...days],
  )
}

const moved = recordset({
  id: 'uuid',
  version: 'int',
  state: 'text',
  reason: 'text',
  goal: 'text',
  step: 'text',
  seq: 'int',
  dueAt: 'timestamptz',
  enteredAt: 'timestamptz',
  waitsFor: 'text',
  signal: 'text',
  attempt: 'smallint',
  sent: 'int',
  lastSentAt: 'timestamptz',
  lastMessageId: 'uuid',
  lastOutcome: 'text',
  endedAt: 'timestamptz',
})

/** Moves people who are locked. */
export async function updateEnrollments(
  tx: Queryable,
  accountId: string,
  people: readonly Enrollment[],
): Promise<void> {
  if (people.length === 0) return
  const set = [
    'version',
    'state',
    'reason',
    'goal',
    'step',
    'seq',
    'due_at',
    'entered_at',
    'waits_for',
    'signal',
    'attempt',
  ]
  const all = [...set, 'sent', 'last_sent_at', 'last_message_id', 'last_outcome', 'ended_at']
  await tx.run(
    `update enrollments e set rev = e.rev + 1, ${all.map((name) => `${name} = x.${name}`).join(', ')}
       from ${moved.from('$2')} where e.account_id = $1 and e.id = x.id`,
    [accountId, moved.json(people)],
  )
}

export interface TakenStep {
  enrollmentId: string
  seq: number
  dripId: string
  version: number
  step: string
  kind: string
  outcome: string
  messageId: string | null
  at: string
}

const taken = recordset({
  enrollmentId: 'uuid',
  seq: 'int',
  dripId: 'uuid',
  version: 'int',
  step: 'text',
  kind: 'text',
  outcome: 'text',
  messageId: 'uuid',
  at: 'timestamptz',
})

export async function insertSteps(tx: Queryable, accountId: string, steps: readonly TakenStep[]): Promise<void> {
  await tx.run(
    `insert into drip_steps (account_id, ${taken.columns}) select $1, ${taken.columns} from ${taken.from('$2')}
     on conflict (account_id, enrollment_id, seq) do update set outcome = excluded.outcome, message_id = excluded.message_id, at = excluded.at`,
    [accountId, taken.json(steps)],
  )
}

export const selectSteps = (
  tx: Queryable,
  accountId: string,
  enrollmentId: string,
): Promise<(Omit<TakenStep, 'enrollmentId' | 'dripId'> & { code: number | null })[]> =>
  tx.many(
    `select seq, version, step, kind, outcome, code, message_id, at from drip_steps
      where account_id = $1 and enrollment_id = $2::uuid order by seq`,
    [accountId, enrollmentId],
  )

const reports = recordset({
  accountId: 'uuid',
  enrollmentId: 'uuid',
  seq: 'int',
  messageId: 'uuid',
  outcome: 'text',
  code: 'int',
})
export interface StepReport {
  accountId: string
  enrollmentId: string
  seq: number
  messageId: string
  outcome: 'sent' | 'delivered' | 'read' | 'failed' | 'canceled'
  code: number | null
}

/** What became of the messages of steps. */
export async function reportSteps(tx: Queryable, all: readonly StepReport[]): Promise<void> {
  await tx.run(
    `update drip_steps s set outcome = x.outcome, code = x.code from ${reports.from('$1')}
      where s.account_id = x.account_id and s.enrollment_id = x.enrollment_id and s.seq = x.seq and s.message_id = x.message_id`,
    [reports.json(all)],
  )
}

const contactKeys = recordset({ accountId: 'uuid', contactId: 'uuid' })

/** The active ones of contacts, locked, with the definition that they run on. */
export const lockOfContacts = (
  tx: Queryable,
  contacts: readonly { accountId: string; contactId: string }[],
): Promise<(Enrollment & { accountId: string; definition: DripDefinition })[]> =>
  tx.many(
    `select e.account_id, ${enrollmentColumns}, v.definition from ${contactKeys.from('$1')}
       join enrollments e on e.account_id = x.account_id and e.contact_id = x.contact_id and e.state = 'active'
       join drip_versions v on v.account_id = e.account_id and v.drip_id = e.drip_id and v.version = e.version
      order by 1, 2 for update of e`,
    [contactKeys.json(contacts)],
  )

const ids = recordset({ accountId: 'uuid', id: 'uuid' })

/** Active ones by their ids, locked. */
export const lockByIds = (
  tx: Queryable,
  enrollments: readonly { accountId: string; id: string }[],
): Promise<(Enrollment & { accountId: string; definition: DripDefinition })[]> =>
  tx.many(
    `select e.account_id, ${enrollmentColumns}, v.definition from ${ids.from('$1')}
       join enrollments e on e.account_id = x.account_id and e.id = x.id and e.state = 'active'
       join drip_versions v on v.account_id = e.account_id and v.drip_id = e.drip_id and v.version = e.version
      order by 1, 2 for update of e`,
    [ids.json(enrollments)],
  )

const messages = recordset({ accountId: 'uuid', messageId: 'uuid' })

/** Active ones that wait for what becomes of these messages, locked. */
export const lockWaiting = (
  tx: Queryable,
  sends: readonly { accountId: string; messageId: string }[],
): Promise<(Enrollment & { accountId: string; definition: DripDefinition })[]> =>
  tx.many(
    `select e.account_id, ${enrollmentColumns}, v.definition from ${messages.from('$1')}
       join enrollments e on e.account_id = x.account_id and e.last_message_id = x.message_id and e.waits_for is not null and e.state = 'active'
       join drip_versions v on v.account_id = e.account_id and v.drip_id = e.drip_id and v.version = e.version
      order by 1, 2 for update of e`,
    [messages.json(sends)],
  )

/** How far a message has come. */
export const selectMessageState = (
  tx: Queryable,
  accountId: string,
  messageId: string,
): Promise<{ state: string } | null> =>
  tx.maybe('select state::text as state from messages where account_id = $1 and id = $2::uuid', [accountId, messageId])

/** Whether the person wrote to the number since an instant. */
export const selectReply = (
  tx: Queryable,
  accountId: string,
  { contactId, numberId, since }: { contactId: string; numberId: string; since: string },
): Promise<{ at: string } | null> =>
  tx.maybe(
    `select last_inbound_at as at from conversations
      where account_id = $1 and contact_id = $2::uuid and number_id = $3::uuid and last_inbound_at > $4::timestamptz`,
    [accountId, contactId, numberId, since],
  )

/** The active ones of a drip, locked, page by page. */
export const lockActive = (
  tx: Queryable,
  accountId: string,
  dripId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Enrollment[]> =>
  tx.many<Enrollment>(
    `select ${enrollmentColumns} from enrollments e where e.account_id = $1 and e.drip_id = $2::uuid and e.state = 'active'
        and ($3::uuid is null or e.id > $3::uuid) order by e.id limit $4 for update`,
    [accountId, dripId, after, limit],
  )

export interface StepCount {
  step: string
  outcome: string
  count: number
}

export const selectStepCounts = (tx: Queryable, accountId: string, dripId: string): Promise<StepCount[]> =>
  tx.many<StepCount>(
    `select step, outcome, count(*)::int as count from drip_steps where account_id = $1 and drip_id = $2::uuid group by 1, 2 order by 1, 2`,
    [accountId, dripId],
  )

export interface PeopleCount {
  state: EnrollmentState
  reason: string | null
  /** Of those who are active: where. */
  step: string | null
  count: number
}

export const selectPeopleCounts = (tx: Queryable, accountId: string, dripId: string): Promise<PeopleCount[]> =>
  tx.many<PeopleCount>(
    `select state, reason, case when state = 'active' then step end as step, count(*)::int as count
       from enrollments where account_id = $1 and drip_id = $2::uuid group by 1, 2, 3 order by 1, 2, 3`,
    [accountId, dripId],
  )

/** Two contacts became one. */
export const reassignEnrollments = (
  tx: Queryable,
  accountId: string,
  { survivorId, absorbedId }: { survivorId: string; absorbedId: string },
): Promise<number> =>
  tx.run('update enrollments set contact_id = $2::uuid where account_id = $1 and contact_id = $3::uuid', [
    accountId,
    survivorId,
    absorbedId,
  ])

/** Returns rows per table. */
export async function eraseEnrollmentsOf(tx: Queryable, accountId: string, contactId: string | null) {
  const steps = await tx.run(
    `delete from drip_steps s using enrollments e where e.account_id = $1 and e.contact_id = $2::uuid
        and s.account_id = e.account_id and s.enrollment_id = e.id`,
    [accountId, contactId],
  )
  const enrollments = await tx.run('delete from enrollments where account_id = $1 and contact_id = $2::uuid', [
    accountId,
    contactId,
  ])
  return { drip_steps: steps, enrollments }
}
