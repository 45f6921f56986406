import { changeAtMeta } from '@dawk/core/messaging/numbers/change-at-meta.ts'
import { readCallback, setCallback } from '@dawk/core/messaging/numbers/set-callback.ts'
import { operation } from '#operations/operation.ts'
import { requireText } from '../../check-message.ts'
import { dataOf } from '../../own-number.ts'
import { refuse } from '../../own-templates.ts'
import { ownWabaOf } from '../../read-at-meta.ts'
import { Done, ofWaba, open, said, shapes, Text } from '../../shapes.ts'
import { parametersOf } from './number-change.ts'

const maxUrlLength = 200

export const subscribeApp = operation({
  route: 'POST /:wabaId/subscribed_apps',
  tag: 'Business accounts',
  scope: 'numbers:write',
  summary: 'Subscribe the app of the token',
  description:
    'As at Meta, but that a subscription which has an address of its own keeps it when none is given: else webhooks would no longer ' +
    'come here. With `override_callback_uri` they go to that server, and this host gets no messages any more. ' +
    'Not for keys that are bound to some numbers.',
  shown: shapes({
    params: ofWaba('wabaId'),
    body: {
      ...open,
      properties: { override_callback_uri: said('Where webhooks go in place of here.'), verify_token: Text },
      examples: [{ override_callback_uri: 'https://hooks.example.com/whatsapp', verify_token: 'what-it-accepts' }],
    },
    ok: Done,
    example: { success: true },
  }),
  async handle({ ctx, caller, request, params }) {
    const number = await ownWabaOf(ctx, request, params.wabaId)
    const given = parametersOf(request) ?? {}
    if (given['override_callback_uri']) {
      const url = requireText(given['override_callback_uri'], 'override_callback_uri', maxUrlLength)
      const verifyToken = requireText(given['verify_token'], 'verify_token', maxUrlLength)
      const setup = { ...ctx.numberSetup, egress: ctx.egress }
      await setCallback(setup, caller, number.id, { url, verifyToken }).catch(refuse)
      return { success: true }
    }
    const { subscribed, override } = await readCallback(ctx.numberSetup, caller, number.id).catch(refuse)
    if (subscribed && override !== null) return { success: true }
    const path = `${number.wabaId}/subscribed_apps`
    const change = { method: 'POST', path, action: 'number.subscription_changed', scope: 'numbers:write' } as const
    return dataOf(await changeAtMeta(ctx.core, caller, number, change))
  },
})
