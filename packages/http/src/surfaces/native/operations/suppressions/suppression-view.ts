import type { Suppression } from '@dawk/core/engagement/suppressions/suppression-store.ts'
import Type, { type Static } from 'typebox'
import { Id, NullableInstant, NullableString } from '#resources/schemas.ts'

export const Scope = Type.Unsafe<'all' | 'marketing'>({
  type: 'string',
  enum: ['all', 'marketing'],
  description: 'must be all (everything but replies) or marketing',
})

export const SuppressionView = Type.Object(
  {
    id: Id,
    phone: NullableString,
    userId: NullableString,
    scope: Scope,
    reason: Type.String({
      description: '`erased`: the data of the person were erased, and their keyed hash alone is kept.',
    }),
    note: NullableString,
    until: NullableInstant,
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Suppression' },
)

export const toSuppressionView = ({ kind, value, ...row }: Suppression): Static<typeof SuppressionView> => ({
  id: row.id,
  phone: kind === 'phone' ? value : null,
  userId: kind === 'user_id' ? value : null,
  scope: row.scope,
  reason: row.reason,
  note: row.note,
  until: row.until,
  createdAt: row.createdAt,
})
