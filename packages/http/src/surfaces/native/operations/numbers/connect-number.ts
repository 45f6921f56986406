import { connectOneMore } from '@dawk/core/messaging/numbers/connect-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { NumberView, toNumberView } from '#resources/number-views.ts'
import { strict } from '#resources/schemas.ts'

const credential = { pattern: '^[\\x21-\\x7e]+$', description: 'must be printable ASCII characters without spaces' }

const ConnectBody = Type.Object(
  {
    phoneNumberId: Type.String({
      pattern: '^[0-9]{5,20}$',
      description: "must be Meta's id of the number, 5 to 20 digits",
    }),
    accessToken: Type.String({ minLength: 1, maxLength: 4096, ...credential }),
    appSecret: Type.Optional(Type.String({ minLength: 8, maxLength: 256, ...credential })),
  },
  { ...strict, examples: [{ phoneNumberId: '106540352242922', accessToken: 'EAAGm0PX4ZCpsBA' }] },
)

export const connectNumber = operation({
  route: 'POST /numbers',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['conflict'],
  summary: 'Connect a phone number',
  description:
    'One of yours at Meta, with its credentials, which are stored encrypted and never shown. One that is connected ' +
    'already gets these in place of its old ones. An account may have several; without `from`, messages leave by its ' +
    'default number, which connecting another one does not change (`PATCH /v1/account`). Nothing is asked of Meta here. ' +
    'The number receives messages once the token has read it at Meta: verify does that at once, and Dawk does it by ' +
    'itself within seconds.',
  body: ConnectBody,
  reply: { 201: NumberView },
  async handle({ ctx, caller, body }) {
    assertMayConnect(caller)
    return toNumberView(await connectOneMore(ctx.core, caller, body))
  },
})

/** A key that is bound to some numbers, or to the sandbox, cannot widen what it reaches. */
function assertMayConnect({ numberIds, test }: Pick<Caller, 'numberIds' | 'test'>): void {
  if (numberIds !== null || test)
    throw new GatewayError('forbidden', 'A key that is restricted to some numbers connects no others.')
}
