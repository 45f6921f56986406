import type { Queryable } from '#platform/database/database.ts'

/** NOTIFY channel: the account of the payload, its keys or its numbers have changed. A hint; caches also expire. */
export const accountChannel = 'dawk_accounts'

/**
 * Every process looks up again what it knows of the account, once the transaction is committed. Part of it: the hint is not
 * lost because the connection broke in between. The caller forgets the account in its own process.
 */
export async function announceAccount(tx: Queryable, accountId: string): Promise<void> {
  await tx.query('select pg_notify($1, $2)', [accountChannel, accountId])
}
