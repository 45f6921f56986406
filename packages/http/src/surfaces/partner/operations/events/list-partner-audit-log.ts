import { listAuditLog } from '#resources/audit-log/list-audit-log.ts'
import { ownOperation } from '../../own-operation.ts'

export const listPartnerAuditLog = ownOperation(listAuditLog, {
  scope: 'partner:read',
  opens: ['audit:read'],
  tag: 'Audit log',
})
