import type { AuditRecord } from '@dawk/core/tenancy/audit/audit-store.ts'
import Type from 'typebox'
import { AnyObject, Id, Instant, NullableString, nullable } from '../schemas.ts'

export const RecordView = Type.Object({
  id: Id,
  at: Type.String({ format: 'date-time' }),
  action: Type.String({ description: 'What was done.', examples: ['api_key.rotated'] }),
  actor: Type.Object({
    kind: Type.String({ description: '`api_key`, `member`, `operator` or `system`.' }),
    id: NullableString,
    name: NullableString,
  }),
  target: Type.Object({ kind: Type.String(), id: Type.String() }),
  ip: NullableString,
  requestId: NullableString,
  before: nullable(AnyObject),
  after: nullable(AnyObject),
})

export const Selection = {
  action: Type.Optional(Type.String({ maxLength: 100, description: 'Only this action, as `api_key.rotated`.' })),
  targetKind: Type.Optional(Type.String({ maxLength: 100, description: 'Only what was done to this kind of thing.' })),
  targetId: Type.Optional(Type.String({ maxLength: 100, description: 'Only what was done to the thing of this id.' })),
  actorId: Type.Optional(Type.String({ format: 'uuid', description: 'must be the id of a key or a member' })),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
}

export const toRecordView = ({ id, at, action, by, target, before, after }: AuditRecord) => ({
  id,
  at,
  action,
  actor: { kind: by.kind, id: by.id, name: by.name },
  target,
  ip: by.ip,
  requestId: by.requestId,
  before: before as Record<string, unknown> | null,
  after: after as Record<string, unknown> | null,
})
