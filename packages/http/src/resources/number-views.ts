import type { NumberHealth } from '@dawk/core/messaging/numbers/health/number-health.ts'
import type { PhoneNumber } from '@dawk/core/messaging/numbers/number.ts'
import Type from 'typebox'
import { Id, NullableInstant, NullableString, nullable } from './schemas.ts'

const HealthView = Type.Object(
  {
    quality: NullableString,
    messagingLimit: NullableString,
    throughput: NullableString,
    status: NullableString,
    canSend: NullableString,
    nameStatus: NullableString,
    accountReview: NullableString,
    banState: NullableString,
    violation: NullableString,
    restrictions: Type.Array(Type.String()),
    readAt: NullableInstant,
    error: nullable(Type.String({ description: 'Why the last reading failed.' })),
  },
  { description: "In Meta's words; null: not told yet." },
)

export const NumberView = Type.Object({
  id: Id,
  phoneNumberId: Type.String({ description: "Meta's id." }),
  wabaId: NullableString,
  displayPhoneNumber: NullableString,
  verifiedName: NullableString,
  sandbox: Type.Boolean({ description: 'On the simulator: nothing reaches a real phone.' }),
  hasAppSecret: Type.Boolean({ description: 'Its webhooks come from a Meta app of your own.' }),
  verifiedAt: NullableInstant,
  health: nullable(HealthView),
})

export const toNumberView = (number: PhoneNumber) => ({
  id: number.id,
  phoneNumberId: number.phoneNumberId,
  wabaId: number.wabaId,
  displayPhoneNumber: number.displayPhoneNumber,
  verifiedName: number.verifiedName,
  sandbox: number.sandbox,
  hasAppSecret: number.hasAppSecret,
  verifiedAt: number.verifiedAt,
  health: number.health && toHealthView(number.health),
})

const toHealthView = ({ facts, readAt, error }: NumberHealth) => ({
  quality: facts.quality ?? null,
  messagingLimit: facts.messagingLimit ?? null,
  throughput: facts.throughput ?? null,
  status: facts.status ?? null,
  canSend: facts.canSend ?? null,
  nameStatus: facts.nameStatus ?? null,
  accountReview: facts.accountReview ?? null,
  banState: facts.banState ?? null,
  violation: facts.violation ?? null,
  restrictions: [...(facts.restrictions ?? [])],
  readAt,
  error,
})
