import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { lastId } from '#platform/ids.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { Charge } from './charge.ts'
import {
  type OpenHold,
  type StatementFilter,
  type StatementLine,
  selectHolds,
  selectStatement,
  selectUsage,
  type UsageGroup,
  type UsageRow,
} from './statement-store.ts'
import { selectCharges } from './wallet-store.ts'

type ReadContext = Pick<CoreContext, 'read'>

/** What moved the wallet, latest first. */
export const listTransactions = (
  ctx: ReadContext,
  { accountId }: Reader,
  { before, ...filter }: Omit<StatementFilter, 'before'> & { before: string | null },
): Promise<StatementLine[]> =>
  ctx.read({ accountId }, (db) => selectStatement(db, accountId, { ...filter, before: before ?? lastId }))

/** What is set aside for messages of which the outcome is not known. */
export const listHolds = (
  ctx: ReadContext,
  { accountId }: Reader,
  { before, limit }: { before: string | null; limit: number },
): Promise<OpenHold[]> =>
  ctx.read({ accountId }, (db) => selectHolds(db, accountId, { before: before ?? lastId, limit }))

/** @throws GatewayError `invalid_request` when the span is empty or longer than a year */
export function readUsage(
  ctx: ReadContext,
  { accountId }: Reader,
  { groupBy, from, to }: { groupBy: UsageGroup; from: string; to: string },
): Promise<UsageRow[]> {
  const days = (Date.parse(to) - Date.parse(from)) / (24 * 3600_000)
  const message = days <= 0 ? 'must lie after from' : days > 366 ? 'must lie within a year after from' : null
  if (message !== null)
    throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'to', message }] })
  return ctx.read({ accountId }, (db) => selectUsage(db, accountId, { groupBy, from, to }))
}

/** What a message costs and why; null: it costs nothing here. */
export async function findCharge(ctx: ReadContext, { accountId }: Reader, messageId: string): Promise<Charge | null> {
  const [charge] = await ctx.read({ accountId }, (db) => selectCharges(db, [{ accountId, messageId }]))
  return charge ?? null
}
