import type { CoreContext } from '#context.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { type LinkCount, selectLinkCounts } from '../../links/link-store.ts'
import { requireCampaign } from '../campaign-context.ts'
import { statesOf } from '../campaign-events.ts'
import { type RecipientState, recipientStates } from '../recipient.ts'
import { type CampaignCount, selectCounts } from './counter-store.ts'
import {
  type CampaignChange,
  type RecipientRow,
  selectChanges,
  selectHours,
  selectRecipients,
  type TimeCount,
} from './recipient-store.ts'

type Reader = Pick<Caller, 'accountId' | 'numberIds'>
type Reading = Pick<CoreContext, 'read'>

/** How many people: where they stand, and what they ever did. */
interface PeopleCounts {
  planned: number
  states: Record<RecipientState, number>
  sent: number
  delivered: number
  read: number
  failed: number
  replied: number
  repliedTo: number
  /** Who tapped a quick reply or opened a link. */
  clicked: number
  tapped: number
  linkClicked: number
  optedOut: number
}

interface Rates {
  /** Of those to whom was sent. */
  delivery: number | null
  /** All others are of those to whom was delivered. Reads are a floor: people may switch receipts off. */
  read: number | null
  reply: number | null
  click: number | null
  optOut: number | null
}

export interface CampaignMetrics extends PeopleCounts {
  rates: Rates
  skippedBy: Record<string, number>
  /** By Meta's code, or by why it failed without one. */
  failedBy: Record<string, number>
  /** People by the payload of the quick reply that they tapped. */
  clickedBy: Record<string, number>
  links: readonly LinkCount[]
  /** -1 is the holdout, which gets nothing. */
  variants: (PeopleCounts & { variant: number; rates: Rates })[]
  hours: readonly TimeCount[]
}

/** @throws GatewayError `not_found` */
export const getMetrics = (ctx: Reading, reader: Reader, id: string): Promise<CampaignMetrics> =>
  ctx.read(reader, async (db) => {
    await requireCampaign(db, reader, id)
    const counts = await selectCounts(db, reader.accountId, [id])
    const hours = await selectHours(db, reader.accountId, id)
    const links = await selectLinkCounts(db, reader.accountId, id)
    return { ...toMetrics(counts), hours, links }
  })

function toMetrics(counts: readonly CampaignCount[]): Omit<CampaignMetrics, 'hours' | 'links'> {
  const variants = [...Map.groupBy(counts, ({ variant }) => variant)].toSorted(([a], [b]) => a - b)
  const people = toPeople(counts)
  return {
    ...people,
    rates: toRates(people),
    skippedBy: withPrefix(counts, 'skipped:'),
    failedBy: withPrefix(counts, 'failed:'),
    clickedBy: withPrefix(counts, 'clicked:'),
    variants: variants.map(([variant, own]) => {
      const ofVariant = toPeople(own)
      return { variant, ...ofVariant, rates: toRates(ofVariant) }
    }),
  }
}

function toPeople(counts: readonly CampaignCount[]): PeopleCounts {
  const sums = statesOf(counts)
  const states = Object.fromEntries(recipientStates.map((state) => [state, sums[state] ?? 0])) as PeopleCounts['states']
  const ever = withPrefix(counts, 'ever:')
  const did = withPrefix(counts, 'did:')
  return {
    planned: Object.values(states).reduce((sum, count) => sum + count, 0),
    states,
    sent: ever['sent'] ?? 0,
    delivered: ever['delivered'] ?? 0,
    read: ever['read'] ?? 0,
    failed: states.failed,
    replied: did['replied'] ?? 0,
    repliedTo: did['replied_to'] ?? 0,
    clicked: did['clicked'] ?? 0,
    tapped: did['tapped'] ?? 0,
    linkClicked: did['link_clicked'] ?? 0,
    optedOut: did['opted_out'] ?? 0,
  }
}

function toRates({ sent, delivered, read, replied, clicked, optedOut }: PeopleCounts): Rates {
  const of = (count: number, all: number) => (all === 0 ? null : Math.round((count / all) * 10_000) / 10_000)
  return {
    delivery: of(delivered, sent),
    read: of(read, delivered),
    reply: of(replied, delivered),
    click: of(clicked, delivered),
    optOut: of(optedOut, delivered),
  }
}

function withPrefix(counts: readonly CampaignCount[], prefix: string): Record<string, number> {
  const totals: Record<string, number> = {}
  for (const { key, count } of counts)
    if (key.startsWith(prefix)) totals[key.slice(prefix.length)] = (totals[key.slice(prefix.length)] ?? 0) + count
  return totals
}

export interface RecipientFilter {
  state: RecipientState | null
  reason: string | null
  code: number | null
}

/** In the order in which they were planned. @throws GatewayError `not_found` */
export const listRecipients = (
  ctx: Reading,
  reader: Reader,
  id: string,
  page: RecipientFilter & { after: number; limit: number },
): Promise<RecipientRow[]> =>
  ctx.read(reader, async (db) => {
    await requireCampaign(db, reader, id)
    return selectRecipients(db, reader.accountId, id, page)
  })

/** Each move once, in the order in which they became true; up to the horizon of the event log. @throws GatewayError `not_found` */
export const listChanges = (
  ctx: Reading,
  reader: Reader,
  id: string,
  page: { after: string; horizon: string; limit: number },
): Promise<CampaignChange[]> =>
  ctx.read(reader, async (db) => {
    await requireCampaign(db, reader, id)
    return selectChanges(db, reader.accountId, id, page)
  })
