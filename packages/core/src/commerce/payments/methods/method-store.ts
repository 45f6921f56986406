import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { SavedMethod, VendorName } from '../payment-vendor.ts'
import type { PaymentMethod } from './payment-method.ts'

const columns = 'm.account_id, m.id, m.provider, m.customer_id, m.method_id, m.label, m.created_at'

export const selectMethods = (db: Queryable, accountId: string): Promise<PaymentMethod[]> =>
  db.many(`select ${columns} from payment_methods m where m.account_id = $1 order by m.id`, [accountId])

export const selectMethod = (db: Queryable, accountId: string, id: string): Promise<PaymentMethod | null> =>
  db.maybe(`select ${columns} from payment_methods m where m.account_id = $1 and m.id = $2`, [accountId, id])

/** Those that are known already stay as they are. */
export async function keepMethods(
  tx: Queryable,
  { accountId, provider, customerId }: { accountId: string; provider: VendorName; customerId: string },
  methods: readonly SavedMethod[],
): Promise<void> {
  for (const { methodId, label } of methods)
    await tx.run(
      `insert into payment_methods (account_id, id, provider, customer_id, method_id, label, created_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (account_id, provider, method_id) do nothing`,
      [accountId, newId(), provider, customerId, methodId, label, new Date().toISOString()],
    )
}

export const deleteMethod = (tx: Queryable, accountId: string, id: string): Promise<number> =>
  tx.run('delete from payment_methods where account_id = $1 and id = $2', [accountId, id])
