import type { AuditNote } from '#tenancy/audit/catalogue.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { Template } from '../template.ts'

/** Records what Meta has accepted, and who asked for it. */
export async function auditTemplate(
  tx: UnitOfWork,
  what: 'created' | 'edited' | 'deleted' | 'released',
  before: Template | null,
  after: Template | null,
): Promise<void> {
  const id = (after ?? before)?.id
  if (id === undefined) return
  await tx.audit(`template.${what}`, id, { before: before && toAudited(before), after: after && toAudited(after) })
}

/** Before Meta is asked: `id` is the name of a template that is new. */
export const toAttempt = (
  what: 'created' | 'edited' | 'deleted',
  { id, before, after }: { id: string; before: object | null; after: object | null },
): AuditNote => ({ action: `template.${what}`, targetId: id, before, after })

export const toAudited = (template: Template) => {
  const { wabaId, metaId, name, language, category, status, parameterFormat, components, ttlSeconds, holdBefore } =
    template
  return { wabaId, metaId, name, language, category, status, parameterFormat, components, ttlSeconds, holdBefore }
}
