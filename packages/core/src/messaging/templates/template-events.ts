import { isDeepStrictEqual } from 'node:util'
import type { EventData, TemplateEventType } from '#events/catalogue.ts'
import type { NewEvent } from '#events/event.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { Template } from './template.ts'

const statusEvents: Readonly<Record<string, TemplateEventType>> = {
  PENDING: 'template.pending',
  APPROVED: 'template.approved',
  REJECTED: 'template.rejected',
  PAUSED: 'template.paused',
  DISABLED: 'template.disabled',
  IN_APPEAL: 'template.in_appeal',
  ARCHIVED: 'template.archived',
  LIMIT_EXCEEDED: 'template.limit_exceeded',
}

/** What happened between two states of a template; null: it was not there, or is gone. */
export function templateEvents(before: Template | null, after: Template | null, at: string): NewEvent[] {
  const now = after ?? before
  if (!now) return []
  return changesBetween(before, after).map((type) => ({
    accountId: now.accountId,
    type,
    at,
    data: { ...toData(now), previous: before && after ? { ...stateOf(before) } : null },
  }))
}

/** Announces what happened between the two states, on behalf of one account. */
export function emitTemplateEvents(
  tx: Pick<UnitOfWork, 'emit'>,
  before: Template | null,
  after: Template | null,
): void {
  for (const { type, at, data } of templateEvents(before, after, new Date().toISOString()))
    tx.emit(type as TemplateEventType, data as EventData[TemplateEventType], at)
}

function changesBetween(before: Template | null, after: Template | null): TemplateEventType[] {
  if (!after) return ['template.deleted']
  if (!before) return ['template.created']
  const types: TemplateEventType[] = []
  if (!isDeepStrictEqual(before.components, after.components)) types.push('template.content_changed')
  if (before.category !== after.category) types.push('template.category_changed')
  if (after.announcedCategory !== null && before.announcedCategory !== after.announcedCategory)
    types.push('template.category_change_announced')
  if (before.quality !== after.quality) types.push('template.quality_changed')
  if (after.flagged && !before.flagged) types.push('template.flagged')
  if (before.status !== after.status) types.push(statusEvents[after.status] ?? 'template.status_changed')
  return types
}

const stateOf = ({ status, category, quality }: Template) => ({ status, category, quality })

function toData(template: Template): Omit<EventData[TemplateEventType], 'previous'> {
  const { id, metaId, wabaId, name, language, rejectedReason, announcedCategory, flagged } = template
  const held = template.status !== 'APPROVED' || template.holdBefore !== null
  return {
    templateId: id,
    metaId,
    wabaId,
    name,
    language,
    ...stateOf(template),
    rejectedReason,
    announcedCategory,
    flagged,
    /** Queued bulk messages that use it wait. */
    holdsBulkMessages: held,
  }
}
