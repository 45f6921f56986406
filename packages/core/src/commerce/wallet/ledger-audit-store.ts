import type { Queryable } from '#platform/database/database.ts'

/** Something of the books that does not agree. Amounts in millionths. */
export interface Difference {
  accountId: string
  currency: string
  what: string
  stored: string
  computed: string
}

/**
 * Recomputes everything that is kept as a sum: balances from the lines, wallets from the ledger, lots and open holds, the
 * sequence of each statement. An empty list is what an operator wants to see.
 */
export const auditLedger = (db: Queryable): Promise<Difference[]> =>
  db.many(
    `with lines as (
       select t.account_id, t.currency, s.code, sum(s.debits)::bigint as debits, sum(s.credits)::bigint as credits
         from ledger_transactions t
         join ledger_lines l on l.account_id = t.account_id and l.transaction_id = t.id
        cross join lateral (values (l.debit, l.amount, 0), (l.credit, 0, l.amount)) as s(code, debits, credits)
        group by 1, 2, 3),
     statement as (
       select account_id, currency, count(*)::bigint as posted, max(sequence) as latest, sum(amount)::bigint as balance
         from ledger_transactions group by 1, 2),
     figures as (
       select b.account_id, b.currency, 'debits of ' || b.code as what, b.debits as stored, coalesce(l.debits, 0) as computed
         from ledger_balances b left join lines l on l.account_id = b.account_id and l.currency = b.currency and l.code = b.code
       union all
       select b.account_id, b.currency, 'credits of ' || b.code, b.credits, coalesce(l.credits, 0)
         from ledger_balances b left join lines l on l.account_id = b.account_id and l.currency = b.currency and l.code = b.code
       union all
       select w.account_id, w.currency, 'paid', w.paid, coalesce(l.credits - l.debits, 0)
         from wallets w left join lines l on l.account_id = w.account_id and l.currency = w.currency and l.code = 'wallet:paid'
       union all
       select w.account_id, w.currency, 'promo', w.promo, coalesce(l.credits - l.debits, 0)
         from wallets w left join lines l on l.account_id = w.account_id and l.currency = w.currency and l.code = 'wallet:promo'
       union all
       select w.account_id, w.currency, 'promo in lots', w.promo, coalesce((select sum(p.remaining)::bigint
         from promo_lots p where p.account_id = w.account_id and p.currency = w.currency), 0) from wallets w
       union all
       select w.account_id, w.currency, 'held', w.held, coalesce((select sum(c.held)::bigint
         from message_charges c where c.account_id = w.account_id and c.currency = w.currency and c.state = 'held'), 0) from wallets w
       union all
       select w.account_id, w.currency, 'balance of the statement', w.paid + w.promo, coalesce(s.balance, 0)
         from wallets w left join statement s on s.account_id = w.account_id and s.currency = w.currency
       union all
       select w.account_id, w.currency, 'last sequence', w.last_sequence, coalesce(s.latest, 0)
         from wallets w left join statement s on s.account_id = w.account_id and s.currency = w.currency
       union all
       select w.account_id, w.currency, 'transactions', w.last_sequence, coalesce(s.posted, 0)
         from wallets w left join statement s on s.account_id = w.account_id and s.currency = w.currency
       union all
       select c.account_id, c.currency, 'captured for messages', coalesce(sum(c.captured) filter (where c.state = 'captured'), 0)::bigint,
              coalesce(-(select sum(t.amount) from ledger_transactions t where t.account_id = c.account_id and t.currency = c.currency
                and t.message_id is not null)::bigint, 0)
         from message_charges c group by 1, 2)
     select account_id, currency, what, coalesce(stored, 0)::text as stored, computed::text from figures
      where coalesce(stored, 0) <> computed order by 1, 2, 3`,
  )
