import { isObject } from '@dawk/cloud-api/json.ts'
import type { GatewayEvent } from '#events/event.ts'
import { subscriber } from '#events/subscribers/subscriber.ts'
import { newId } from '#platform/ids.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { triggerKey } from '../engine/match-triggers.ts'
import { startingEvents, type TriggerOf } from '../flow/triggers.ts'
import { type RunnableVersion, selectLive, selectUsing } from '../flow-store.ts'
import { addInputs } from './bot-inputs.ts'
import { selectLatestOf } from './conversation-store.ts'

/** Starts flows by what happens to a contact. What flows do to contacts starts no other flow, so that none keeps another going. */
export const flowStarter = subscriber({
  name: 'flows',
  types: startingEvents,
  async handle(tx: WorkerTransaction, events) {
    const using = await selectUsing(tx, [...new Set(events.map(({ accountId }) => accountId))])
    for (const accountId of using) {
      const live = (await selectLive(tx, accountId)).filter(({ spec }) =>
        spec.triggers?.some(({ kind }) => kind === 'event'),
      )
      for (const event of live.length > 0 ? events : [])
        if (event.accountId === accountId) await startBy(tx, event, live)
    }
  },
})

async function startBy(tx: WorkerTransaction, event: GatewayEvent, live: readonly RunnableVersion[]): Promise<void> {
  const { accountId, at, type } = event
  const data: unknown = event.data
  if (!isObject(data) || data['source'] === 'flow') return
  const contactId = data['contactId']
  const numberId = typeof data['numberId'] === 'string' ? data['numberId'] : null
  const own = typeof data['conversationId'] === 'string' ? data['conversationId'] : null
  const conversation = typeof contactId === 'string' ? await selectLatestOf(tx, accountId, contactId, numberId) : null
  const conversationId = own ?? conversation?.conversationId
  if (conversationId === undefined) return // a flow speaks in a conversation
  const depth = typeof data['depth'] === 'number' ? data['depth'] + 1 : 0
  for (const flow of live) {
    const place = (flow.spec.triggers ?? []).findIndex(
      (trigger) => trigger.kind === 'event' && (trigger as TriggerOf<'event'>).types.some((one) => one === type),
    )
    if (place < 0 || data['flowId'] === flow.flowId) continue
    const trigger = { trigger: 'event', type, key: triggerKey({ flow, place }), ...data }
    await addInputs(tx, [
      {
        accountId,
        conversationId,
        kind: 'start',
        at,
        data: { flowId: flow.flowId, values: {}, event: trigger, force: false, depth, sessionId: newId() },
      },
    ])
  }
}
