import { Readable } from 'node:stream'
import { type AuditRecord, listAudit, readAudit } from '@dawk/core/tenancy/audit/audit-log.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { answerPage, PageQuery, type PageToRead, pageOf } from '#operations/paging.ts'
import { toCsv } from '#requests/csv.ts'
import { begun, toNdjson } from '#requests/ndjson.ts'
import { operation } from '../operation.ts'
import { AnyObject, Id, Instant, NullableString, nullable, strict } from '../schemas/schemas.ts'

const RecordView = Type.Object({
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

const Selection = {
  action: Type.Optional(Type.String({ maxLength: 100, description: 'Only this action, as `api_key.rotated`.' })),
  targetKind: Type.Optional(Type.String({ maxLength: 100, description: 'Only what was done to this kind of thing.' })),
  targetId: Type.Optional(Type.String({ maxLength: 100, description: 'Only what was done to the thing of this id.' })),
  actorId: Type.Optional(Type.String({ format: 'uuid', description: 'must be the id of a key or a member' })),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
}

const ExportQuery = Type.Object(
  {
    ...Selection,
    format: Type.Optional(
      Type.Unsafe<'ndjson' | 'csv'>({ type: 'string', enum: ['ndjson', 'csv'], default: 'ndjson' }),
    ),
  },
  strict,
)

/** Who did what to what: `GET /v1/audit-log` and its export. */
export const auditLog: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/audit-log',
    operation(
      {
        operationId: 'listAuditLog',
        tag: 'Audit log',
        summary: 'List the audit log',
        description:
          'Changes to what the account has, newest first, with before and after and without secrets. Nothing in it can be changed.',
        scope: 'audit:read',
      },
      { querystring: Type.Object({ ...PageQuery, ...Selection }, strict), response: { 200: pageOf(RecordView) } },
    ),
    async (request) => {
      const accountId = principalOf(request).account.id
      const { limit, cursor, ...filters } = request.query
      const list = { operationId: 'listAuditLog', accountId, filters }
      const read = (page: PageToRead) => listAudit(ctx.core, accountId, { ...filters, ...page })
      return answerPage(ctx.core, list, { limit, cursor }, { read, view: toRecordView })
    },
  )

  app.get(
    '/audit-log/export',
    operation(
      {
        operationId: 'exportAuditLog',
        tag: 'Audit log',
        summary: 'Export the audit log',
        description:
          'All that is selected, newest first, as a stream: one JSON object on each line, or CSV with a header.',
        scope: 'audit:read',
      },
      {
        querystring: ExportQuery,
        response: {
          200: {
            description: 'A stream of records',
            content: { 'application/x-ndjson': { schema: RecordView }, 'text/csv': { schema: { type: 'string' } } },
          },
        },
      },
    ),
    async (request, reply) => {
      const { format = 'ndjson', ...filters } = request.query
      const records = await begun(readAudit(ctx.core, principalOf(request).account.id, filters))
      const lines = format === 'csv' ? toCsv(csvHeader, records, toCsvRow) : toNdjson(records, toRecordView)
      reply.header('content-disposition', `attachment; filename="audit-log.${format}"`)
      reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
      return reply.send(Readable.from(lines) as never) // a stream of what the schema describes
    },
  )
}

const csvHeader = [
  'id',
  'at',
  'action',
  'actor_kind',
  'actor_id',
  'actor_name',
  'target_kind',
  'target_id',
  'ip',
  'request_id',
  'before',
  'after',
]

const toCsvRow = ({ id, at, action, by, target, before, after }: AuditRecord): (string | null)[] => [
  id,
  at,
  action,
  by.kind,
  by.id,
  by.name,
  target.kind,
  target.id,
  by.ip,
  by.requestId,
  before && JSON.stringify(before),
  after && JSON.stringify(after),
]

const toRecordView = ({ id, at, action, by, target, before, after }: AuditRecord) => ({
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
