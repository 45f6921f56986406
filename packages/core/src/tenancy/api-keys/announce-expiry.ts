import type { CoreContext } from '#context.ts'
import type { NewEvent } from '#events/event.ts'
import { lockAccount } from '../accounts/account-store.ts'
import { type ExpiringKey, selectAccountsWithDueKeys, takeDueNotices } from './expiry-notice-store.ts'

/**
 * Announces `api_key.expiring` seven days and one day before a key expires, each once: what was announced is noted in the
 * same transaction. A notice that nobody was there to give in its time is left out for the more urgent one, and so is one
 * that is longer than the whole life of the key.
 */
export async function announceExpiringKeys({ worker }: Pick<CoreContext, 'worker'>, now: Date): Promise<void> {
  const at = now.toISOString()
  for (const accountId of await selectAccountsWithDueKeys(worker, at))
    await worker.transaction(async (tx) => {
      await lockAccount(tx, accountId) // before its keys, as every change of keys does
      tx.emit(...(await takeDueNotices(tx, accountId, at)).map((key) => toEvent(key, at)))
    })
}

const toEvent = ({ accountId, ...data }: ExpiringKey, at: string): NewEvent => ({
  accountId,
  type: 'api_key.expiring',
  at,
  data,
})
