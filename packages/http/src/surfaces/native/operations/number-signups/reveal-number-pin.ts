import { revealPin } from '@dawk/core/messaging/numbers/signup/sign-up-number.ts'
import { assertEveryScope } from '@dawk/core/tenancy/access/caller.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { isMetaId, SignupParams } from './signup-views.ts'

const PinView = Type.Object(
  {
    pin: Type.String({ description: 'Six digits.' }),
    generated: Type.Boolean({ description: 'It was made here, for none was given.' }),
  },
  { examples: [{ pin: '042137', generated: true }] },
)

export const revealNumberPin = operation({
  route: 'POST /numbers/embedded-signup/:phoneNumberId/pin',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['not_found'],
  summary: 'Reveal the PIN of a phone number',
  description:
    'The PIN of its two-step verification, which Meta asks for when the number is registered elsewhere: the one that was ' +
    'made here, or the last one that was given and taken. For an owner, or a key that holds every scope; each call is ' +
    'recorded in the audit log. 404 where none is stored. Disconnecting the number forgets it.',
  params: SignupParams,
  reply: { 200: PinView },
  async handle({ ctx, caller, params: { phoneNumberId }, reply }) {
    assertEveryScope(caller)
    assertMayManageNumbers(caller)
    const pin = isMetaId(phoneNumberId) ? await revealPin(ctx.core, caller, phoneNumberId) : null
    reply.header('cache-control', 'no-store')
    return orNotFound(pin, 'PIN')
  },
})
