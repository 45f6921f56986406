import Type from 'typebox'
import { Id, NullableString } from './event-data.ts'

const enrollment = {
  enrollmentId: Id,
  dripId: Id,
  version: Type.Integer({ description: 'Of the drip.' }),
  contactId: Id,
}

export const DripEnrolled = Type.Object(enrollment)

export const DripEnded = Type.Object({
  ...enrollment,
  step: Type.String({ description: 'The key of the step at which it ended.' }),
  reason: Type.String({
    description: 'finished, goal, exit_step, replied, opted_out, segment_left, max_age, send_failed, canceled, …',
  }),
  goal: NullableString,
})

export const DripStepReached = Type.Object({
  ...enrollment,
  step: Type.String({ description: 'The key of the step.' }),
  name: Type.String({ description: 'As the step gives it.' }),
  vars: Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } }),
})
