import type { NumberSignup } from '@dawk/core/messaging/numbers/signup/number-signup.ts'
import { findSignup } from '@dawk/core/messaging/numbers/signup/sign-up-number.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { isMetaId, SignupParams, SignupView, toSignupView } from './signup-views.ts'

export const getNumberSignup = operation({
  route: 'GET /numbers/embedded-signup/:phoneNumberId',
  tag: 'Numbers',
  scope: 'numbers:read',
  refuses: ['not_found'],
  summary: 'Get the sign-up of a phone number',
  description:
    "By Meta's id of the number, or of the account as long as the number is not known: which steps are done, and what went wrong.",
  params: SignupParams,
  reply: { 200: SignupView },
  async handle({ ctx, caller, params: { phoneNumberId } }) {
    const signup = isMetaId(phoneNumberId) ? await findSignup(ctx.core, caller, phoneNumberId) : null
    return toSignupView(orNotFound(signup && isWithin(caller, signup) ? signup : null, 'sign-up'))
  },
})

/** For a key that is bound to some numbers the others do not exist. */
const isWithin = ({ numberIds }: Pick<Caller, 'numberIds'>, { numberId }: NumberSignup) =>
  numberIds === null || (numberId !== null && numberIds.includes(numberId))
