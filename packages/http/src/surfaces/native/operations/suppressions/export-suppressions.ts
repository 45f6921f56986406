import { Readable } from 'node:stream'
import type { Suppression } from '@dawk/core/engagement/suppressions/suppression-store.ts'
import { readSuppressions } from '@dawk/core/engagement/suppressions/suppressions.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { toCsv } from '#requests/csv.ts'
import { begun, toNdjson } from '#requests/ndjson.ts'
import { strict } from '#resources/schemas.ts'
import { Scope, SuppressionView, toSuppressionView } from './suppression-view.ts'

const ExportQuery = Type.Object(
  {
    scope: Type.Optional(Scope),
    format: Type.Optional(
      Type.Unsafe<'ndjson' | 'csv'>({ type: 'string', enum: ['ndjson', 'csv'], default: 'ndjson' }),
    ),
  },
  strict,
)

const csvHeader = ['id', 'phone', 'user_id', 'scope', 'reason', 'note', 'until', 'created_at']

export const exportSuppressions = operation({
  route: 'GET /suppressions/export',
  tag: 'Consent',
  scope: 'contacts:read',
  cost: 5,
  summary: 'Export suppressions',
  description:
    'Everybody whom the account must not write to, latest first, as a stream: one JSON object on each line, or CSV with a header. Of erased people there is no identifier any more.',
  query: ExportQuery,
  reply: {
    200: {
      description: 'A stream of suppressions',
      content: { 'application/x-ndjson': { schema: SuppressionView }, 'text/csv': { schema: { type: 'string' } } },
    },
  },
  async handle({ ctx, caller, query: { format = 'ndjson', scope }, reply }) {
    const rows = await begun(readSuppressions(ctx.core, caller, scope))
    const lines = format === 'csv' ? toCsv(csvHeader, rows, toCsvRow) : toNdjson(rows, toSuppressionView)
    reply.header('content-disposition', `attachment; filename="suppressions.${format}"`)
    reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
    return reply.send(Readable.from(lines) as never) // a stream of what the schema describes
  },
})

const toCsvRow = (row: Suppression): (string | null)[] => {
  const { id, phone, userId, scope, reason, note, until, createdAt } = toSuppressionView(row)
  return [id, phone, userId, scope, reason, note, until, createdAt]
}
