import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import {
  type PartnerUsageGroup,
  type PartnerUsageRow,
  type StatementRow,
  selectPartnerUsage,
  selectStatementLines,
} from './usage-store.ts'

type Context = Pick<CoreContext, 'worker'>

const dayMs = 24 * 3600_000
/** Reports of messages that were sent at the end of a month come for so long. */
const graceMs = 2 * dayMs

/** @throws GatewayError `invalid_request` when the span is empty or longer than a year */
export function readPartnerUsage(
  { worker }: Context,
  { accountId: partnerId }: Pick<Caller, 'accountId'>,
  { from, to, groupBy, accountId }: { from: string; to: string; groupBy: PartnerUsageGroup; accountId: string | null },
): Promise<PartnerUsageRow[]> {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs
  const message = days <= 0 ? 'must lie after from' : days > 366 ? 'must lie within a year after from' : null
  if (message !== null) throw invalid('to', message)
  return selectPartnerUsage(worker, { partnerId, from, to }, groupBy, accountId)
}

/** A month of a partner, in UTC, with the sums by currency. */
export interface PartnerStatement {
  month: string
  /** Nothing that belongs to the month is expected any more. */
  final: boolean
  asOf: string
  lines: readonly StatementRow[]
  totals: readonly { currency: string; messages: number; sell: bigint; buy: bigint; withoutBuy: number }[]
}

/** @throws GatewayError `invalid_request` for a month that does not exist or has not begun */
export async function readPartnerStatement(
  { worker }: Context,
  { accountId: partnerId }: Pick<Caller, 'accountId'>,
  month: string,
): Promise<PartnerStatement> {
  const [year = 0, place = 0] = month.split('-').map(Number)
  const from = new Date(Date.UTC(year, place - 1, 1))
  const to = new Date(Date.UTC(year, place, 1))
  const now = Date.now()
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || from.getTime() > now)
    throw invalid('month', 'must be a month such as 2026-11 that has begun')
  const span = { partnerId, from: from.toISOString(), to: to.toISOString() }
  const lines = await selectStatementLines(worker, span)
  const isFinal = now > to.getTime() + graceMs
  return { month, final: isFinal, asOf: new Date(now).toISOString(), lines, totals: sumUp(lines) }
}

function sumUp(lines: readonly StatementRow[]): PartnerStatement['totals'] {
  const sums = new Map<string, PartnerStatement['totals'][number]>()
  for (const { currency, messages, sell, buy, withoutBuy } of lines) {
    const sum = sums.get(currency) ?? { currency, messages: 0, sell: 0n, buy: 0n, withoutBuy: 0 }
    sums.set(currency, {
      ...{ currency, messages: sum.messages + messages, withoutBuy: sum.withoutBuy + withoutBuy },
      ...{ sell: sum.sell + BigInt(sell), buy: sum.buy + BigInt(buy) },
    })
  }
  return [...sums.values()]
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
