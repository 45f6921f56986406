import type { Queryable } from '#platform/database/database.ts'
import type { Plan } from '#tenancy/accounts/plans.ts'

export interface Subscription {
  customerId: string | null
  subscriptionId: string | null
  /** The provider's word: active, trialing, past_due, canceled, … */
  status: string | null
  plan: string | null
  periodEnd: string | null
  readAt: string | null
}

export async function selectSubscription(tx: Queryable, accountId: string): Promise<Subscription | null> {
  const { rows } = await tx.query<Subscription>(
    `select customer_id as "customerId", subscription_id as "subscriptionId", status, plan, period_end as "periodEnd",
            read_at as "readAt"
       from subscriptions where account_id = $1`,
    [accountId],
  )
  return rows[0] ?? null
}

/** Keeps the first customer that an account was given; returns that one. */
export async function insertCustomerOnce(tx: Queryable, accountId: string, customerId: string): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into subscriptions as s (account_id, customer_id) values ($1, $2)
     on conflict (account_id) do update set customer_id = coalesce(s.customer_id, excluded.customer_id)
     returning customer_id as id`,
    [accountId, customerId],
  )
  return rows[0]?.id ?? customerId
}

export async function findAccountOfCustomer(worker: Queryable, customerId: string): Promise<string | null> {
  const { rows } = await worker.query<{ id: string }>(
    'select account_id::text as id from subscriptions where customer_id = $1',
    [customerId],
  )
  return rows[0]?.id ?? null
}

/** False when what stands there was read later: notifications overtake one another. */
export async function writeSubscription(
  tx: Queryable,
  accountId: string,
  { customerId, subscriptionId, status, plan, periodEnd, readAt }: Subscription,
): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into subscriptions as s (account_id, customer_id, subscription_id, status, plan, period_end, read_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (account_id) do update
        set customer_id = excluded.customer_id, subscription_id = excluded.subscription_id, status = excluded.status,
            plan = excluded.plan, period_end = excluded.period_end, read_at = excluded.read_at
      where s.read_at is null or s.read_at <= excluded.read_at
     returning 1`,
    [accountId, customerId, subscriptionId, status, plan, periodEnd, readAt],
  )
  return rows.length === 1
}

export async function updatePlan(tx: Queryable, accountId: string, plan: Plan): Promise<void> {
  await tx.query('update accounts set plan = $2 where id = $1', [accountId, plan])
}

/** False: it was carried out before. */
export async function notePaymentEvent(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await tx.query('insert into payment_events (id) values ($1) on conflict do nothing returning id', [
    id,
  ])
  return rows.length === 1
}

export async function isPaymentEventKnown(worker: Queryable, id: string): Promise<boolean> {
  return (await worker.query('select 1 from payment_events where id = $1', [id])).rows.length === 1
}
