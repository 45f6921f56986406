import type { Queryable } from '#platform/database/database.ts'
import { createIdentifierHash } from '../../consent/identifier-hash.ts'
import { decidePolicy } from '../../policy/decide-policy.ts'
import { toMessageFacts } from '../../policy/message-facts.ts'
import { toPersonKey } from '../../policy/person-key.ts'
import type { PolicySettings } from '../../policy/policy-settings.ts'
import { selectPeople } from '../../policy/policy-store.ts'
import type { CampaignContext } from '../campaign-context.ts'
import { asksContacts, resolveAudience } from '../plan/audience.ts'
import { type Candidate, createPlanner, type PlanRules } from '../plan/plan-recipients.ts'
import { readContacts, readEntries } from '../plan/plan-sources.ts'
import { countAudience, type PlannedRecipient } from '../plan/plan-store.ts'

/** People who are looked at one by one; of larger audiences these stand for all. */
const maxJudged = 5000
const sampleSize = 5

export interface JudgedAudience {
  /** People in it, each once. */
  total: number
  /** How many were looked at: fewer than `total`, and the other figures are theirs scaled up. */
  judged: number
  duplicates: number
  sendable: number
  waiting: number
  skipped: Record<string, number>
  /** The first who would be sent something. */
  samples: { candidate: Candidate; recipient: PlannedRecipient }[]
  /** The latest instant at which somebody is due, in milliseconds. */
  latestMs: number
}

interface Judging {
  rules: PlanRules
  accountId: string
  /** Null: the account uses no policy. */
  settings: PolicySettings | null
  template: string
  category: string | null
  phoneNumberId: string
}

/** Who of an audience would be sent something, and why the others would not. Writes nothing. */
export async function judgeAudience(
  db: Queryable,
  ctx: Pick<CampaignContext, 'secrets'>,
  judging: Judging,
): Promise<JudgedAudience> {
  const { rules, accountId } = judging
  const { candidates, total } = await readCandidates(db, judging)
  const plan = createPlanner(rules)
  const planned = candidates.map((candidate, place) => ({ candidate, recipient: plan(candidate, place + 1) }))
  const unique = onceEach(planned)
  const result: JudgedAudience = {
    ...{
      total: total - (planned.length - unique.length),
      judged: unique.length,
      duplicates: planned.length - unique.length,
    },
    ...{ sendable: 0, waiting: 0, skipped: {}, samples: [], latestMs: rules.now },
  }
  const queued = unique.filter(({ recipient }) => recipient.state === 'queued')
  const skip = (reason: string) => {
    result.skipped[reason] = (result.skipped[reason] ?? 0) + 1
  }
  for (const { recipient } of unique) if (recipient.state !== 'queued') skip(recipient.reason ?? 'not_valid')
  const verdicts = await judgePeople(
    db,
    ctx,
    { ...judging, accountId },
    queued.map(({ recipient }) => recipient),
  )
  for (const [place, one] of queued.entries()) {
    const verdict = verdicts[place]
    if (verdict?.kind === 'refuse') skip(verdict.reason)
    else {
      result.sendable += 1
      if (verdict?.kind === 'wait') result.waiting += 1
      if (result.samples.length < sampleSize) result.samples.push(one)
      result.latestMs = Math.max(result.latestMs, Date.parse(one.recipient.dueAt))
    }
  }
  return scaled(result)
}

async function readCandidates(
  db: Queryable,
  { rules, accountId }: Judging,
): Promise<{ candidates: Candidate[]; total: number }> {
  const { campaignId, definition, now } = rules
  const source = { accountId, campaignId, limit: maxJudged }
  const fromList = await readEntries(db, { ...source, limit: maxJudged * 2 }, null)
  if (!asksContacts(definition.audience)) return { candidates: fromList.candidates, total: fromList.candidates.length }
  const condition = await resolveAudience(db, accountId, definition.audience, new Date(now))
  const contacts = await readContacts(db, source, condition, null)
  const count = contacts.next === null ? contacts.candidates.length : await countAudience(db, accountId, condition)
  return { candidates: [...contacts.candidates, ...fromList.candidates], total: count + fromList.candidates.length }
}

/** As the unique keys of recipients: by contact, and by identifier. */
function onceEach<One extends { recipient: PlannedRecipient }>(planned: readonly One[]): One[] {
  const seen = new Set<string>()
  return planned.filter(({ recipient: { contactId, identifier } }) => {
    const keys = [
      ...(contactId === null ? [] : [`c ${contactId}`]),
      ...(identifier === null ? [] : [`i ${identifier}`]),
    ]
    if (keys.some((key) => seen.has(key))) return false
    for (const key of keys) seen.add(key)
    return true
  })
}

async function judgePeople(
  db: Queryable,
  { secrets }: Pick<CampaignContext, 'secrets'>,
  { accountId, settings, template, category, phoneNumberId }: Judging,
  recipients: readonly PlannedRecipient[],
) {
  if (settings === null || recipients.length === 0) return []
  const hash = createIdentifierHash(secrets)
  const message = {
    ...toMessageFacts(
      { content: { type: 'template', template: { name: template, language: { code: '' } } }, category, phoneNumberId },
      settings,
    ),
    digest: null,
  }
  const people = await selectPeople(
    db,
    recipients.map(({ phone, userId }) => toPersonKey(accountId, { phone, userId }, hash)),
  )
  const now = Date.now()
  return people.map((person) => decidePolicy({ person, message, settings, now }))
}

function scaled(result: JudgedAudience): JudgedAudience {
  if (result.judged === 0 || result.judged >= result.total) return result
  const up = (count: number) => Math.round((count * result.total) / result.judged)
  return {
    ...result,
    sendable: up(result.sendable),
    waiting: up(result.waiting),
    skipped: Object.fromEntries(Object.entries(result.skipped).map(([reason, count]) => [reason, up(count)])),
  }
}
