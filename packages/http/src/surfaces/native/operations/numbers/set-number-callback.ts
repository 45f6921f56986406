import { setCallback } from '@dawk/core/messaging/numbers/set-callback.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { bodyOrNothing, strict } from '#resources/schemas.ts'
import { assertMayManageCallback, CallbackView, toCallbackView } from './callback-view.ts'

const CallbackBody = Type.Object(
  {
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Left out: this installation.' })),
    verifyToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'must be printable ASCII characters without spaces',
      }),
    ),
  },
  { ...strict, examples: [{ url: 'https://hooks.example.com/whatsapp', verifyToken: 'what-that-server-accepts' }] },
)

export const setNumberCallback = operation({
  route: 'PUT /numbers/:id/callback',
  of: 'number',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Set where the webhooks of a number go',
  description:
    'Overrides the callback of the Meta app for the WhatsApp Business Account of the number, all its numbers included, and ' +
    'subscribes the app. Without a body it is this installation. With `url` it is another server, which has to ' +
    'answer Meta’s challenge and to accept `verifyToken`; this installation then gets no messages and no statuses of them.',
  body: bodyOrNothing(CallbackBody),
  reply: { 200: CallbackView },
  async handle({ ctx, caller, id, body }) {
    await assertMayManageCallback(ctx, caller, id)
    const setup = { ...ctx.numberSetup, egress: ctx.egress }
    return toCallbackView(await setCallback(setup, caller, id, body ?? {}))
  },
})
