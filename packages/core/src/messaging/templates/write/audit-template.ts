import type { Queryable } from '#platform/database/database.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { AuditEntry } from '#tenancy/audit/catalogue.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import type { Template } from '../template.ts'

/** Into the audit log: what Meta has taken, and who asked for it. */
export async function tellOfTemplate(
  tx: Queryable,
  what: 'created' | 'edited' | 'deleted' | 'released',
  by: Actor,
  before: Template | null,
  after: Template | null,
): Promise<void> {
  const template = after ?? before
  if (!template) return
  await recordAudit(tx, {
    accountId: template.accountId,
    by,
    action: `template.${what}`,
    targetId: template.id,
    before: before && toAudited(before),
    after: after && toAudited(after),
  })
}

/** Before Meta is asked: `id` is the name of a template that is new. */
export const toAttempt = (
  what: 'created' | 'edited' | 'deleted',
  by: Actor,
  { accountId, id, before, after }: { accountId: string; id: string; before: object | null; after: object | null },
): AuditEntry => ({ accountId, by, action: `template.${what}`, targetId: id, before, after })

/** A name that was deleted at Meta and is not known here. */
export async function tellOfUnknown(
  tx: Queryable,
  by: Actor,
  { accountId, wabaId, name }: Pick<Template, 'accountId' | 'wabaId' | 'name'>,
): Promise<void> {
  const targetId = name
  await recordAudit(tx, { accountId, by, action: 'template.deleted', targetId, before: { wabaId, name }, after: null })
}

export const toAudited = (template: Template) => {
  const { wabaId, metaId, name, language, category, status, parameterFormat, components, ttlSeconds, holdBefore } =
    template
  return { wabaId, metaId, name, language, category, status, parameterFormat, components, ttlSeconds, holdBefore }
}
