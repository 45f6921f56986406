import {
  lacksNumber,
  type NumberSignup,
  signupReasons,
  signupSteps,
  stateOf,
} from '@dawk/core/messaging/numbers/signup/number-signup.ts'
import Type from 'typebox'
import { NullableInstant, NullableString, nullable } from '#resources/schemas.ts'

const FailureView = Type.Object({
  step: Type.String({ enum: [...signupSteps], description: 'What was not done.' }),
  reason: Type.String({ enum: [...signupReasons], description: 'Stable name of the cause.' }),
  detail: Type.String({ description: 'In plain words, with what to do about it.' }),
  meta: nullable(Type.String({ description: "Meta's own words; null: it was not Meta that refused." })),
  at: Type.String({ format: 'date-time' }),
})

export const SignupView = Type.Object({
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

export const SignupParams = Type.Object({
  phoneNumberId: Type.String({
    maxLength: 256,
    description: "Meta's id of the number, or of its account as long as the number is not known.",
  }),
})

export const isMetaId = (text: string): boolean => /^[0-9]{5,20}$/.test(text)

export const toSignupView = (signup: NumberSignup) => ({
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
