import type { Erasure } from '@dawk/core/operations/privacy/erase/erasure-store.ts'
import Type from 'typebox'
import { Id } from '#resources/schemas.ts'

export const AccountErasureView = Type.Object(
  {
    id: Id,
    state: Type.String({ description: '`running`: it waits for the end of its grace, or is under way; `undone`.' }),
    requestedAt: Type.String({ format: 'date-time' }),
    dueAt: Type.String({ format: 'date-time', description: 'Until then it can be undone.' }),
  },
  { title: 'AccountErasure' },
)

export const toAccountErasure = ({ id, state, requestedAt, dueAt }: Erasure) => ({ id, state, requestedAt, dueAt })
