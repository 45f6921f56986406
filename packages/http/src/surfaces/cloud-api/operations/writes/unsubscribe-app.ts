import { changeAtMeta } from '@dawk/core/messaging/numbers/change-at-meta.ts'
import { operation } from '#operations/operation.ts'
import { dataOf } from '../../own-number.ts'
import { ownWabaOf } from '../../read-at-meta.ts'
import { Done, ofWaba, shapes } from '../../shapes.ts'

export const unsubscribeApp = operation({
  route: 'DELETE /:wabaId/subscribed_apps',
  tag: 'Business accounts',
  scope: 'numbers:write',
  summary: 'End the subscription of the app',
  description:
    'As at Meta: of the numbers of this business account nothing comes in any more, messages and statuses included, until the app is ' +
    'subscribed again. Not for keys that are bound to some numbers.',
  shown: shapes({ params: ofWaba('wabaId'), ok: Done, example: { success: true } }),
  async handle({ ctx, caller, request, params }) {
    const number = await ownWabaOf(ctx, request, params.wabaId)
    const path = `${number.wabaId}/subscribed_apps`
    const change = { method: 'DELETE', path, action: 'number.subscription_changed', scope: 'numbers:write' } as const
    return dataOf(await changeAtMeta(ctx.core, caller, number, change))
  },
})
