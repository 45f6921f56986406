import { signupReasons } from '@dawk/core/messaging/numbers/signup/number-signup.ts'
import { signUpNumber as signUpNumberInCore } from '@dawk/core/messaging/numbers/signup/sign-up-number.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { SignupView, toSignupView } from './signup-views.ts'

const metaId = (what: string) =>
  Type.String({ pattern: '^[0-9]{5,20}$', description: `must be Meta's id of the ${what}, 5 to 20 digits` })

const SignupBody = Type.Object(
  {
    code: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4096,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'must be printable ASCII characters without spaces',
      }),
    ),
    wabaId: metaId('WhatsApp Business Account'),
    phoneNumberId: Type.Optional(metaId('number')),
    pin: Type.Optional(Type.String({ pattern: '^[0-9]{6}$', description: 'must be six digits' })),
  },
  {
    ...strict,
    examples: [{ code: 'AQBx3vKq7Zt0', wabaId: '102290129340398', phoneNumberId: '106540352242922' }],
  },
)

export const signUpNumber = operation({
  route: 'POST /numbers/embedded-signup',
  tag: 'Numbers',
  scope: 'numbers:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Sign up a phone number',
  description:
    "With what Meta's Embedded Signup hands to the browser. Exchanges the code, checks the token, subscribes this " +
    'installation’s app to the WhatsApp Business Account, registers the number with `pin`, or one that is made here, and ' +
    'connects it. `phoneNumberId` may be left out where Meta names none, as for a number of the WhatsApp Business app ' +
    '(`FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING`): then it is the only one of the account, and one that is linked to the app ' +
    'is not registered. Each step that is done stays done: after a failure repeat the call, with a new `code` where `reason` ' +
    'says so and without one otherwise. While one call is at work another gets 409 with `Retry-After`. `reason` of a ' +
    `refusal is one of ${signupReasons.map((reason) => `\`${reason}\``).join(', ')}.`,
  body: SignupBody,
  reply: { 201: SignupView },
  async handle({ ctx, caller, body }) {
    assertMayManageNumbers(caller)
    return toSignupView(await signUpNumberInCore(ctx.numberSetup, caller, body))
  },
})
