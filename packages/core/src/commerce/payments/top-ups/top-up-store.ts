import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { VendorName } from '../payment-vendor.ts'
import type { Payment, TopUp } from './top-up.ts'

const columns = `t.account_id, t.id, t.provider, t.currency, t.amount, t.tax, t.tax_treatment, t.state, t.order_id, t.payment_url, t.return_url,
  t.origin, t.saves_method, t.method_id, t.created_at, t.updated_at`

type TopUpRow = Omit<TopUp, 'amount' | 'tax'> & { amount: string; tax: string }
const toTopUp = (row: TopUpRow): TopUp => ({ ...row, amount: BigInt(row.amount), tax: BigInt(row.tax) })

export const insertTopUp = (tx: Queryable, topUp: TopUp, createdBy: string | null): Promise<number> =>
  tx.run(
    `insert into top_ups (account_id, id, provider, currency, amount, tax, state, return_url, origin, created_by, created_at, updated_at, tax_treatment, saves_method, method_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12::jsonb, $13, $14)`,
    [
      ...[topUp.accountId, topUp.id, topUp.provider, topUp.currency, String(topUp.amount), String(topUp.tax)],
      ...[topUp.state, topUp.returnUrl, topUp.origin, createdBy, topUp.createdAt],
      topUp.taxTreatment && JSON.stringify(topUp.taxTreatment),
      ...[topUp.savesMethod, topUp.methodId],
    ],
  )

export async function selectTopUp(
  db: Queryable,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
  { lock = false } = {},
): Promise<TopUp | null> {
  const row = await db.maybe<TopUpRow>(
    `select ${columns} from top_ups t where t.account_id = $1 and t.id = $2 ${lock ? 'for update' : ''}`,
    [accountId, id],
  )
  return row && toTopUp(row)
}

export async function selectTopUps(
  db: Queryable,
  accountId: string,
  { before, limit }: { before: string; limit: number },
): Promise<TopUp[]> {
  const rows = await db.many<TopUpRow>(
    `select ${columns} from top_ups t where t.account_id = $1 and t.id < $2 order by t.id desc limit $3`,
    [accountId, before, limit],
  )
  return rows.map(toTopUp)
}

/** The vendor knows of it: from now on it can be paid. */
export const openTopUp = (
  tx: Queryable,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
  order: { orderId: string; paymentUrl: string | null; at: string },
): Promise<number> =>
  tx.run(
    `update top_ups set state = 'requires_payment', order_id = $3, payment_url = $4, updated_at = $5
      where account_id = $1 and id = $2 and state = 'creating'`,
    [accountId, id, order.orderId, order.paymentUrl, order.at],
  )

export const updateTopUpState = (
  tx: Queryable,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
  { state, at }: { state: TopUp['state']; at: string },
): Promise<number> =>
  tx.run(`update top_ups set state = $3, updated_at = $4 where account_id = $1 and id = $2 and state <> $3`, [
    ...[accountId, id, state, at],
  ])

const payments = recordset({
  accountId: 'uuid',
  provider: 'text',
  id: 'text',
  topUpId: 'uuid',
  state: 'text',
  currency: 'text',
  amount: 'bigint',
  fee: 'bigint',
  transactionId: 'uuid',
  problem: 'text',
  failure: 'text',
  createdAt: 'timestamptz',
})

type PaymentRow = Omit<Payment, 'amount' | 'fee'> & { amount: string; fee: string | null }
const toPayment = (row: PaymentRow): Payment => ({
  ...row,
  amount: BigInt(row.amount),
  fee: row.fee === null ? null : BigInt(row.fee),
})

/** As they are from now on. */
export const writePayments = (tx: Queryable, rows: readonly Payment[], at: string): Promise<number> =>
  tx.run(
    `insert into payments (${payments.columns}, updated_at) select ${payments.columns}, $2::timestamptz from ${payments.from('$1')}
     on conflict (account_id, provider, id) do update set state = excluded.state, fee = excluded.fee, failure = excluded.failure,
       transaction_id = excluded.transaction_id, problem = excluded.problem, updated_at = excluded.updated_at`,
    [
      payments.json(
        rows.map((row) => ({ ...row, amount: String(row.amount), fee: row.fee === null ? null : String(row.fee) })),
      ),
      at,
    ],
  )

export async function selectPayments(
  db: Queryable,
  { accountId, id }: Pick<TopUp, 'accountId' | 'id'>,
): Promise<Payment[]> {
  const rows = await db.many<PaymentRow>(
    `select ${payments.columnsOf('p')} from payments p where p.account_id = $1 and p.top_up_id = $2 order by p.created_at, p.id`,
    [accountId, id],
  )
  return rows.map(toPayment)
}

/** Whose an id of the vendor's is. */
export interface IdOwner {
  accountId: string
  topUpId: string
}

const ids = recordset({ provider: 'text', id: 'text', accountId: 'uuid', topUpId: 'uuid' })

export const writeProviderIds = (
  tx: Queryable,
  rows: readonly (IdOwner & { provider: VendorName; id: string })[],
): Promise<number> =>
  tx.run(
    `insert into provider_ids (${ids.columns}) select ${ids.columns} from ${ids.from('$1')} on conflict (provider, id) do nothing`,
    [ids.json(rows)],
  )

const named = recordset({ provider: 'text', id: 'text' })

export const selectIdOwners = (db: Queryable, provider: VendorName, about: readonly string[]): Promise<IdOwner[]> =>
  db.many(
    `select distinct p.account_id, p.top_up_id from ${named.from('$1')} join provider_ids p on p.provider = x.provider and p.id = x.id`,
    [named.json(about.map((id) => ({ provider, id })))],
  )
