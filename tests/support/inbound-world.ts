import { randomUUID } from 'node:crypto'
import { parseNotification } from '@dawk/cloud-api/parse-notification.ts'
import { applyPayloads } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createIdentityLearner } from '@dawk/core/messaging/inbound/learn-identities.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { createGapTracker } from '@dawk/core/messaging/numbers/webhook-gaps.ts'
import type { Reaction } from '@dawk/core/tenancy/reactions.ts'
import { openCore, unitsOfWork } from './core.ts'

export type InboundWorld = Awaited<ReturnType<typeof openInboundWorld>>

/** The core with one account and its number, to which webhooks are applied without a gateway around. */
export async function openInboundWorld(reactions: readonly Reaction[] = []) {
  const core = await openCore()
  const { db, log } = core
  const ctx = { ...unitsOfWork(db, { reactions }), db, log, secrets: core.secrets, wakeLanes: () => undefined }
  const numbers = createNumberDirectory(ctx)
  const account = await core.newAccount()
  let lastWamid = 0

  /** Values of changes, each in a payload of its own, all applied in one transaction. */
  async function apply(values: readonly object[], field = 'messages', phoneNumberId = account.phoneNumberId) {
    const metadata = { display_phone_number: '1', phone_number_id: phoneNumberId }
    const rows = values.map((value) => ({
      journalId: randomUUID(),
      appFingerprint: 'app',
      notification: parseNotification(
        JSON.stringify({
          object: 'whatsapp_business_account',
          entry: [{ id: '1', changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }] }],
        }),
      ),
    }))
    const applyContext = {
      log,
      numbers,
      operatorAppFingerprint: null,
      gaps: createGapTracker(),
      identities: createIdentityLearner(),
    }
    await ctx.worker.transaction((tx) => applyPayloads(applyContext, tx, rows))
  }

  return {
    ...account,
    db,
    ctx,
    newAccount: core.newAccount,
    apply,
    /** People write, each message in a webhook of its own, all applied together. */
    receive: (messages: readonly object[]) =>
      apply(messages.map((message) => ({ messages: [{ ...defaults(++lastWamid), ...message }] }))),
    /** Data of the events of a type, in order. */
    async events(type: string): Promise<Record<string, unknown>[]> {
      const { rows } = await db.worker.query<{ data: Record<string, unknown> }>(
        'select data from events where type = $1 order by sequence',
        [type],
      )
      return rows.map((row) => row.data)
    },
    close: core.close,
  }
}

const defaults = (wamid: number) => ({
  id: `wamid.${wamid}`,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body: 'hi' },
})
