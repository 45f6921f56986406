import type { Queryable } from '#platform/database/queryable.ts'
import { formatMoney } from '../pricing/money.ts'
import type { Transfer } from './transfer.ts'

interface TransferRow {
  id: string
  currency: string
  amount: string
  createdAt: string
  details: { direction: 'credit' | 'debit'; description: string | null; ref: string | null }
}

const absolute = (amount: bigint) => (amount < 0n ? -amount : amount)

const toTransfer = ({ id, currency, amount, createdAt, details }: TransferRow): Transfer => ({
  ...{ id, currency, createdAt, direction: details.direction, description: details.description },
  reference: details.ref,
  amount: formatMoney(absolute(BigInt(amount))),
})

/** By its reference in the ledger of the account. */
export async function findTransfer(tx: Queryable, accountId: string, reference: string): Promise<Transfer | null> {
  const row = await tx.maybe<TransferRow>(
    `select t.id, t.currency, t.amount, t.created_at, t.details from ledger_references r
       join ledger_transactions t on t.account_id = r.account_id and t.id = r.transaction_id
      where r.account_id = $1 and r.reference = $2`,
    [accountId, reference],
  )
  return row && toTransfer(row)
}

/** What the partner has given to an account, net of what it took back, and what the account has put in otherwise. */
export async function selectFunding(
  tx: Queryable,
  accountId: string,
  currency: string,
): Promise<{ given: bigint; own: bigint }> {
  const row = await tx.one<{ given: string; own: string }>(
    `select coalesce(sum(case when l.debit = 'partner:funding' then l.amount when l.credit = 'partner:funding' then -l.amount end), 0)::bigint as given,
            coalesce(sum(case when l.credit = 'wallet:paid' and l.debit ~ '^(payments:|psp:|refunds:|disputes:|adjustments$)' then l.amount
                              when l.debit = 'wallet:paid' and l.credit ~ '^(payments:|psp:|refunds:|disputes:|adjustments$)' then -l.amount end), 0)::bigint as own
       from ledger_transactions t join ledger_lines l on l.account_id = t.account_id and l.transaction_id = t.id
      where t.account_id = $1 and t.currency = $2 and t.kind not in ('capture', 'late_capture', 'refund')`,
    [accountId, currency],
  )
  const own = BigInt(row.own)
  return { given: BigInt(row.given), own: own > 0n ? own : 0n }
}
