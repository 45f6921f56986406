import type { EmittingTransaction } from '#tenancy/unit-of-work.ts'
import { takeAnnouncement } from './claim-store.ts'
import type { NumberIdentity } from './number.ts'

/**
 * Records `number.connected`, once in the life of a number: when its token has read it at Meta and its business account is known. The two
 * are learned in any order, so whatever learns one of them asks here.
 */
export async function announceConnected(
  tx: EmittingTransaction,
  { accountId, id }: Pick<NumberIdentity, 'accountId' | 'id'>,
): Promise<void> {
  const data = await takeAnnouncement(tx, accountId, id)
  if (data) tx.emit({ accountId, type: 'number.connected', at: new Date().toISOString(), data })
}
