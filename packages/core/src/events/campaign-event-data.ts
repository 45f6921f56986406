import Type from 'typebox'
import { Id, NullableId, nullable } from './event-data.ts'

/** A campaign as it was at that instant. */
export const CampaignChanged = Type.Object({
  campaignId: Id,
  name: Type.String(),
  state: Type.String({
    description: 'draft, scheduled, planning, running, paused, completed, canceling, canceled or failed.',
  }),
  pausedBy: nullable(
    Type.String({
      description: 'Who or what paused it: user, template, quality, number, error_rate, balance or late.',
    }),
  ),
  reason: nullable(Type.String({ description: 'Of a pause or a failure, in words.' })),
  planned: Type.Integer({ description: 'People in it.' }),
  parentId: NullableId,
  counts: Type.Unsafe<Record<string, number> | null>({
    type: ['object', 'null'],
    additionalProperties: { type: 'integer' },
    description: 'People by state, where they are at hand.',
  }),
})

/** Somebody opened a link of theirs for the first time. */
export const LinkClicked = Type.Object({
  campaignId: NullableId,
  enrollmentId: NullableId,
  recipientId: Type.Integer({
    description: 'The number of the recipient in the campaign, or of the step in the drip.',
  }),
  contactId: NullableId,
  name: Type.String({ description: 'Under which the link is counted.' }),
  target: Type.String({ description: 'Where it leads.' }),
})
