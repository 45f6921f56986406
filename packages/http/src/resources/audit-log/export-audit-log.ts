import { Readable } from 'node:stream'
import { readAudit } from '@dawk/core/tenancy/audit/audit-log.ts'
import type { AuditRecord } from '@dawk/core/tenancy/audit/audit-store.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { toCsv } from '#requests/csv.ts'
import { begun, toNdjson } from '#requests/ndjson.ts'
import { strict } from '../schemas.ts'
import { RecordView, Selection, toRecordView } from './record-view.ts'

const ExportQuery = Type.Object(
  {
    ...Selection,
    format: Type.Optional(
      Type.Unsafe<'ndjson' | 'csv'>({ type: 'string', enum: ['ndjson', 'csv'], default: 'ndjson' }),
    ),
  },
  strict,
)

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

export const exportAuditLog = operation({
  route: 'GET /audit-log/export',
  tag: 'Audit log',
  scope: 'audit:read',
  cost: 5,
  summary: 'Export the audit log',
  description: 'All that is selected, newest first, as a stream: one JSON object on each line, or CSV with a header.',
  query: ExportQuery,
  reply: {
    200: {
      description: 'A stream of records',
      content: { 'application/x-ndjson': { schema: RecordView }, 'text/csv': { schema: { type: 'string' } } },
    },
  },
  async handle({ ctx, caller, query, reply }) {
    const { format = 'ndjson', ...filters } = query
    const records = await begun(readAudit(ctx.core, caller, filters))
    const lines = format === 'csv' ? toCsv(csvHeader, records, toCsvRow) : toNdjson(records, toRecordView)
    reply.header('content-disposition', `attachment; filename="audit-log.${format}"`)
    reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
    return reply.send(Readable.from(lines) as never) // a stream of what the schema describes
  },
})

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
