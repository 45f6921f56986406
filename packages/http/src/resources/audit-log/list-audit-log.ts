import { listAudit } from '@dawk/core/tenancy/audit/audit-log.ts'
import { list } from '#operations/list.ts'
import { RecordView, Selection, toRecordView } from './record-view.ts'

export const listAuditLog = list({
  route: 'GET /audit-log',
  tag: 'Audit log',
  scope: 'audit:read',
  summary: 'List the audit log',
  description:
    'Changes to what the account has, newest first, with before and after and without secrets. Nothing in it can be changed.',
  filters: Selection,
  item: RecordView,
  read: ({ ctx, caller }, page, filters) => listAudit(ctx.core, caller, { ...filters, ...page }),
  view: toRecordView,
})
