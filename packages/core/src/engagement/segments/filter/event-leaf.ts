import type { Conditions } from '#platform/database/conditions.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { before } from './ago.ts'
import type { EventTest, FilterEvent } from './filter.ts'
import { readAgo } from './parse-test.ts'

/** What happened between the account and a person, as the events of the same names tell it. */
const filterEvents: readonly FilterEvent[] = [
  'message.received',
  'message.status.sent',
  'message.status.delivered',
  'message.status.read',
  'message.status.failed',
  'campaign.clicked',
]

const counts = { gte: '>=', lte: '<=', eq: '=' } as const

const isText = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 512

/** The condition of an object with `event`, or every problem of it by its place. */
export function parseEventLeaf(
  { event, op, inLast, count, campaign, template, payload, ...more }: Readonly<Record<string, unknown>>,
  path: string,
): { test: EventTest } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const report = (name: string, message: string) => problems.push({ field: `${path}.${name}`, message })
  for (const name of Object.keys(more)) report(name, 'is not a member of a condition on an event')
  if (!filterEvents.includes(event as FilterEvent)) report('event', `must be one of ${filterEvents.join(', ')}`)
  if (op !== 'did' && op !== 'did_not') report('op', 'must be did or did_not')
  const ago = inLast === undefined ? null : readAgo(inLast)
  if (ago !== null && 'problem' in ago) report('inLast', ago.problem)
  const counted = readCount(count)
  if (counted === null) report('count', 'must be a number of times such as {"gte": 2}, by gte, lte or eq, 1 to 1000')
  if (template !== undefined && !isText(template)) report('template', 'must be the name of a template')
  if (campaign !== undefined && !(typeof campaign === 'string' && isId(campaign)))
    report('campaign', 'must be the id of a campaign')
  if (template !== undefined && (campaign !== undefined || !String(event).startsWith('message.status.')))
    report('template', 'goes with message.status events, and not with a campaign')
  if (payload !== undefined && !isText(payload)) report('payload', 'must be the payload of a button or the id of a row')
  if (payload !== undefined && event !== 'message.received' && event !== 'campaign.clicked')
    report('payload', 'goes with message.received and campaign.clicked')
  if (problems.length > 0 || counted === null || (ago !== null && 'problem' in ago)) return { problems }
  return {
    test: {
      event: event as FilterEvent,
      did: op === 'did',
      inLast: ago?.ago ?? null,
      count: counted,
      campaignId: (campaign as string | undefined)?.toLowerCase() ?? null,
      template: (template as string | undefined) ?? null,
      payload: (payload as string | undefined) ?? null,
    },
  }
}

function readCount(given: unknown): EventTest['count'] | null {
  if (given === undefined) return { op: 'gte', n: 1 }
  const [entry, ...more] = Object.entries(typeof given === 'object' && given !== null ? given : {})
  if (entry === undefined || more.length > 0) return null
  const [op, n] = entry
  const isGood = op in counts && Number.isInteger(n) && Number(n) >= 1 && Number(n) <= 1000
  return isGood ? { op: op as keyof typeof counts, n: Number(n) } : null
}

/** When it happened; and what makes a message one to which it can happen. */
const moments: Readonly<Record<Exclude<FilterEvent, 'campaign.clicked'>, { at: string; where: string }>> = {
  'message.received': { at: 'm.created_at', where: `m.direction = 'in'` },
  'message.status.sent': { at: 'm.sent_at', where: `m.direction = 'out'` },
  'message.status.delivered': { at: 'm.delivered_at', where: `m.direction = 'out'` },
  'message.status.read': { at: 'm.read_at', where: `m.direction = 'out'` },
  'message.status.failed': { at: 'm.failed_at', where: `m.direction = 'out'` },
}

/** When a recipient of a campaign did it. To receive is to reply to the campaign. */
const momentsOfCampaign: Readonly<Record<FilterEvent, string>> = {
  'message.received': 'r.replied_at',
  'message.status.sent': 'r.sent_at',
  'message.status.delivered': 'r.delivered_at',
  'message.status.read': 'r.read_at',
  'message.status.failed': 'r.failed_at',
  'campaign.clicked': 'r.clicked_at',
}

const chosen = `coalesce(m.content->'button'->>'payload', m.content->'interactive'->'button_reply'->>'id',
  m.content->'interactive'->'list_reply'->>'id')`
/** A report may come so long after its message was stored. */
const lateMs = 30 * 24 * 3600_000

/** On the contact `c`: whoever never did it is not among those who did it at most twice. */
export function compileEventLeaf(test: EventTest, evaluation: EventEvaluation): string {
  const { event, did, count, campaignId } = test
  const having = `count(*) ${counts[count.op]} ${evaluation.binder.bind(count.n)}::int`
  const contacts =
    event === 'campaign.clicked' || campaignId !== null
      ? ofCampaigns(test, evaluation)
      : ofMessages({ ...test, event }, evaluation)
  return `${did ? '' : 'not '}(c.id in (${contacts} having ${having}))`
}

interface EventEvaluation {
  binder: Pick<Conditions, 'bind'>
  now: Date
}

function ofCampaigns({ event, inLast, campaignId, payload }: EventTest, { binder, now }: EventEvaluation): string {
  const at = momentsOfCampaign[event]
  const conditions = ['r.contact_id is not null', `${at} is not null`]
  if (campaignId !== null) conditions.push(`r.campaign_id = ${binder.bind(campaignId)}::uuid`)
  if (inLast !== null) conditions.push(`${at} >= ${binder.bind(before(now, inLast))}::timestamptz`)
  if (payload !== null) conditions.push(`r.payload = ${binder.bind(payload)}::text`)
  return `select r.contact_id from campaign_recipients r where r.account_id = $1 and ${conditions.join(' and ')} group by r.contact_id`
}

function ofMessages(
  { event, inLast, template, payload }: EventTest & { event: keyof typeof moments },
  { binder, now }: EventEvaluation,
): string {
  const { at, where } = moments[event]
  const conditions = [where, `${at} is not null`]
  if (inLast !== null) {
    const since = before(now, inLast)
    const stored = new Date(Date.parse(since) - lateMs).toISOString()
    conditions.push(`${at} >= ${binder.bind(since)}::timestamptz`)
    conditions.push(`m.id >= uuid_v7_floor(${binder.bind(stored)}::timestamptz)`)
  }
  if (template !== null) conditions.push(`m.content->'template'->>'name' = ${binder.bind(template)}::text`)
  if (payload !== null) conditions.push(`${chosen} = ${binder.bind(payload)}::text`)
  return `select v.contact_id from conversations v cross join unnest(v.peers) as p(peer)
      join messages m on m.account_id = $1 and m.number_id = v.number_id and case when m.peer is null then m.peer_user_id else m.peer end = p.peer
     where v.account_id = $1 and ${conditions.join(' and ')} group by v.contact_id`
}
