import type { Queryable } from '#platform/database/database.ts'
import type { TopUp } from '../top-ups/top-up.ts'
import type { Dispute } from './dispute.ts'

const columns = `d.account_id, d.provider, d.id, d.top_up_id, d.payment_id, d.currency, d.amount, d.frozen, d.tax, d.state, d.created_at,
  d.updated_at`

type DisputeRow = Omit<Dispute, 'amount' | 'frozen' | 'tax'> & Record<'amount' | 'frozen' | 'tax', string>
const toDispute = (row: DisputeRow): Dispute => ({
  ...row,
  ...{ amount: BigInt(row.amount), frozen: BigInt(row.frozen), tax: BigInt(row.tax) },
})

/** As it is from now on. */
export const writeDispute = (tx: Queryable, dispute: Dispute): Promise<number> =>
  tx.run(
    `insert into disputes (account_id, provider, id, top_up_id, payment_id, currency, amount, frozen, tax, state, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (account_id, provider, id) do update set state = excluded.state, updated_at = excluded.updated_at`,
    [
      ...[dispute.accountId, dispute.provider, dispute.id, dispute.topUpId, dispute.paymentId, dispute.currency],
      ...[String(dispute.amount), String(dispute.frozen), String(dispute.tax), dispute.state],
      ...[dispute.createdAt, dispute.updatedAt],
    ],
  )

export async function selectDisputes(
  db: Queryable,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
): Promise<Dispute[]> {
  const rows = await db.many<DisputeRow>(
    `select ${columns} from disputes d where d.account_id = $1 and d.top_up_id = $2 order by d.created_at, d.id`,
    [accountId, id],
  )
  return rows.map(toDispute)
}
