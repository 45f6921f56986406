import type { Queryable } from '#platform/database/database.ts'
import type { TopUp } from '../top-ups/top-up.ts'
import type { Refund } from './refund.ts'

const columns = `r.account_id, r.id, r.top_up_id, r.provider, r.payment_id, r.currency, r.amount, r.tax, r.taxes, r.state, r.provider_id, r.reason,
  r.failure, r.created_at, r.updated_at`

type RefundRow = Omit<Refund, 'amount' | 'tax'> & { amount: string; tax: string }
const toRefund = (row: RefundRow): Refund => ({ ...row, amount: BigInt(row.amount), tax: BigInt(row.tax) })

export const insertRefund = (tx: Queryable, refund: Refund, createdBy: string | null): Promise<number> =>
  tx.run(
    `insert into refunds (account_id, id, top_up_id, provider, payment_id, currency, amount, tax, taxes, state, reason, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $13)`,
    [
      ...[refund.accountId, refund.id, refund.topUpId, refund.provider, refund.paymentId, refund.currency],
      ...[
        String(refund.amount),
        String(refund.tax),
        JSON.stringify(refund.taxes),
        refund.state,
        refund.reason,
        createdBy,
        refund.createdAt,
      ],
    ],
  )

/** Those of a top-up, in the order in which they were asked for. */
export async function selectRefunds(
  db: Queryable,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
): Promise<Refund[]> {
  const rows = await db.many<RefundRow>(
    `select ${columns} from refunds r where r.account_id = $1 and r.top_up_id = $2 order by r.id`,
    [accountId, id],
  )
  return rows.map(toRefund)
}

export async function selectRefund(
  db: Queryable,
  { accountId, id }: Pick<Refund, 'accountId' | 'id'>,
  { lock = false } = {},
): Promise<Refund | null> {
  const row = await db.maybe<RefundRow>(
    `select ${columns} from refunds r where r.account_id = $1 and r.id = $2 ${lock ? 'for update' : ''}`,
    [accountId, id],
  )
  return row && toRefund(row)
}

export const updateRefund = (
  tx: Queryable,
  { accountId, id }: Pick<Refund, 'accountId' | 'id'>,
  { state, providerId, failure, updatedAt }: Pick<Refund, 'state' | 'providerId' | 'failure' | 'updatedAt'>,
): Promise<number> =>
  tx.run(
    `update refunds set state = $3, provider_id = $4, failure = $5, updated_at = $6 where account_id = $1 and id = $2`,
    [...[accountId, id, state, providerId, failure, updatedAt]],
  )
