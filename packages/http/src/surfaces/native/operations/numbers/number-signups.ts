import {
  lacksNumber,
  type NumberSignup,
  signupReasons,
  signupSteps,
  stateOf,
} from '@dawk/core/messaging/numbers/signup/number-signup.ts'
import { readSignup } from '@dawk/core/messaging/numbers/signup/read-signup.ts'
import { revealPin } from '@dawk/core/messaging/numbers/signup/reveal-pin.ts'
import { signUpNumber } from '@dawk/core/messaging/numbers/signup/sign-up-number.ts'
import { assertEveryScope } from '@dawk/core/tenancy/access/caller.ts'
import { assertMayManageNumbers, type Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, callerOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found } from '#operations/known-id.ts'
import { operation } from '#surfaces/native/operation.ts'
import { NullableInstant, NullableString, nullable, strict } from '#surfaces/native/schemas/schemas.ts'

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

const FailureView = Type.Object({
  step: Type.String({ enum: [...signupSteps], description: 'What was not done.' }),
  reason: Type.String({ enum: [...signupReasons], description: 'Stable name of the cause.' }),
  detail: Type.String({ description: 'In plain words, with what to do about it.' }),
  meta: nullable(Type.String({ description: "Meta's own words; null: it was not Meta that refused." })),
  at: Type.String({ format: 'date-time' }),
})

const SignupView = Type.Object({
  phoneNumberId: nullable(Type.String({ description: "Meta's id; null: it is not known yet which number it is." })),
  wabaId: Type.String(),
  sandbox: Type.Boolean(),
  state: Type.String({
    enum: ['running', 'done', 'failed', 'interrupted'],
    description: 'running: a call is at work on it; interrupted: a call died before it came to an end.',
  }),
  steps: Type.Array(Type.Object({ step: Type.String({ enum: [...signupSteps] }), doneAt: NullableInstant }), {
    description: 'In their order; what is not done has no `doneAt`.',
  }),
  failure: nullable(FailureView),
  pinStored: Type.Boolean({ description: 'The PIN of its two-step verification is stored here, encrypted.' }),
  pinGenerated: Type.Boolean({ description: 'It was made here, for none was given.' }),
  numberId: NullableString,
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
})

const SignupParams = Type.Object({
  phoneNumberId: Type.String({
    maxLength: 256,
    description: "Meta's id of the number, or of its account as long as the number is not known.",
  }),
})

const PinView = Type.Object(
  {
    pin: Type.String({ description: 'Six digits.' }),
    generated: Type.Boolean({ description: 'It was made here, for none was given.' }),
  },
  { examples: [{ pin: '042137', generated: true }] },
)

/** Numbers that come from Meta's Embedded Signup. */
export const numberSignups: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/numbers/embedded-signup',
    operation(
      {
        operationId: 'signUpNumber',
        tag: 'Numbers',
        summary: 'Sign up a phone number',
        description:
          "With what Meta's Embedded Signup hands to the browser. Exchanges the code, checks the token, subscribes this " +
          'installation’s app to the WhatsApp Business Account, registers the number with `pin`, or one that is made here, and ' +
          'connects it. `phoneNumberId` may be left out where Meta names none, as for a number of the WhatsApp Business app ' +
          '(`FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING`): then it is the only one of the account, and one that is linked to the app ' +
          'is not registered. Each step that is done stays done: after a failure repeat the call, with a new `code` where `reason` ' +
          'says so and without one otherwise. While one call is at work another gets 409 with `Retry-After`. `reason` of a ' +
          `refusal is one of ${signupReasons.map((reason) => `\`${reason}\``).join(', ')}.`,
        scope: 'numbers:write',
        problems: [404, 409, 415, 422],
      },
      { body: SignupBody, response: { 201: SignupView } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      assertMayManageNumbers(principal)
      const { id } = principal.account
      const signup = await signUpNumber(ctx.numberSetup, id, request.body, actorOf(request))
      ctx.authenticator.forget(id)
      return reply.code(201).send(toSignupView(signup))
    },
  )

  app.get(
    '/numbers/embedded-signup/:phoneNumberId',
    operation(
      {
        operationId: 'getNumberSignup',
        tag: 'Numbers',
        summary: 'Get the sign-up of a phone number',
        description:
          "By Meta's id of the number, or of the account as long as the number is not known: which steps are done, and what went wrong.",
        scope: 'numbers:read',
        problems: [404],
      },
      {
        params: SignupParams,
        response: { 200: SignupView },
      },
    ),
    async (request) => {
      const principal = principalOf(request)
      const { phoneNumberId } = request.params
      const signup = isMetaId(phoneNumberId) ? await readSignup(ctx.core, principal.account.id, phoneNumberId) : null
      return toSignupView(found(signup && isWithin(principal, signup) ? signup : null, 'sign-up'))
    },
  )

  app.post(
    '/numbers/embedded-signup/:phoneNumberId/pin',
    operation(
      {
        operationId: 'revealNumberPin',
        tag: 'Numbers',
        summary: 'Reveal the PIN of a phone number',
        description:
          'The PIN of its two-step verification, which Meta asks for when the number is registered elsewhere: the one that was ' +
          'made here, or the last one that was given and taken. For an owner, or a key that holds every scope; each call is ' +
          'recorded in the audit log. 404 where none is stored. Disconnecting the number forgets it.',
        scope: 'numbers:write',
        problems: [404],
      },
      { params: SignupParams, response: { 200: PinView } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      assertEveryScope(callerOf(request))
      assertMayManageNumbers(principal)
      const { phoneNumberId } = request.params
      const by = actorOf(request)
      const pin = isMetaId(phoneNumberId) ? await revealPin(ctx.core, principal.account.id, phoneNumberId, by) : null
      reply.header('cache-control', 'no-store')
      return found(pin, 'PIN')
    },
  )
}

const isMetaId = (text: string): boolean => /^[0-9]{5,20}$/.test(text)

/** For a key that is bound to some numbers the others do not exist. */
const isWithin = ({ numberIds }: Pick<Principal, 'numberIds'>, { numberId }: NumberSignup) =>
  numberIds === null || (numberId !== null && numberIds.includes(numberId))

const toSignupView = (signup: NumberSignup) => ({
  phoneNumberId: lacksNumber(signup) ? null : signup.phoneNumberId,
  wabaId: signup.wabaId,
  sandbox: signup.sandbox,
  state: stateOf(signup),
  steps: signupSteps.map((step) => ({ step, doneAt: signup.steps[step] })),
  failure: signup.failure,
  pinStored: signup.hasPin,
  pinGenerated: signup.pinGenerated,
  numberId: signup.numberId,
  createdAt: signup.createdAt,
  updatedAt: signup.updatedAt,
})
