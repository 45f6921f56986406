import type { PaymentEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { NumberRow } from '../numbers/number.ts'
import { findByWamid } from './find-by-wamid.ts'
import { ownId, toInstant } from './read-status.ts'

export interface PaymentItem {
  entry: PaymentEntry
  number: NumberRow
}

/**
 * What became of payments that messages asked for: it stands in the timeline of the message and is announced, once each.
 * The state of the message itself does not move.
 */
export async function applyPayments(tx: WorkerTransaction, items: readonly PaymentItem[]): Promise<void> {
  if (items.length === 0) return
  const byWamid = await findByWamid(
    tx,
    items.map(({ entry, number }) => ({ accountId: number.accountId, wamid: entry.payment.id })),
  )
  const payments = items.map(({ entry: { payment }, number }) => ({
    accountId: number.accountId,
    numberId: number.id,
    phoneNumberId: number.phoneNumberId,
    messageId: ownId(payment) ?? byWamid.of({ accountId: number.accountId, wamid: payment.id }),
    at: toInstant(payment.timestamp),
    payment,
  }))
  const isNew = await appendToTimelines(tx, payments)
  const events = payments
    .filter(({ messageId }, index) => messageId === null || isNew.has(index))
    .map(
      ({ accountId, phoneNumberId, messageId, at, payment }): NewEvent => ({
        accountId,
        type: 'message.payment',
        at,
        data: {
          messageId,
          wamid: payment.id,
          phoneNumberId,
          to: payment.recipient_id ?? null,
          toUserId: payment.recipient_user_id ?? null,
          status: payment.status,
          payment: payment.payment ?? null,
          errors: payment.errors ?? [],
        },
      }),
    )
  tx.emit(...events)
}

/** The places of those that were not there yet. */
async function appendToTimelines(
  tx: Queryable,
  payments: readonly {
    accountId: string
    numberId: string
    messageId: string | null
    at: string
    payment: PaymentEntry['payment']
  }[],
): Promise<Set<number>> {
  const isNew = new Set<number>()
  for (const [index, { accountId, numberId, messageId, at, payment }] of payments.entries()) {
    const entry = { status: 'payment', at, detail: payment.status, payment: payment.payment ?? {} }
    const { rowCount } = await tx.query(
      `update messages set timeline = timeline || $4::jsonb
        where id = $1::uuid and account_id = $2 and number_id = $3::uuid and not timeline @> $4::jsonb`,
      [messageId, accountId, numberId, JSON.stringify([entry])],
    )
    if (rowCount > 0) isNew.add(index)
  }
  return isNew
}
