import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { Template } from '../template.ts'
import { templateEvents } from '../template-events.ts'
import { deleteTemplates, lockTemplates, upsertTemplates } from '../template-store.ts'
import { requestSync } from './template-syncs.ts'

export interface TemplateItem {
  entry: OtherEntry
  number: NumberRow
}

type Json = Readonly<Record<string, unknown>>
/** The template after what Meta told; null: it is gone. `'sync'`: what changed has to be read from Meta. */
type Change = (template: Template, value: Json) => Template | null | 'sync'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const changes: Readonly<Record<string, Change>> = {
  message_template_status_update: changeStatus,
  message_template_quality_update: (template, { new_quality_score: score }) =>
    isText(score) ? { ...template, quality: score.toUpperCase() } : template,
  template_category_update: changeCategory,
  template_correct_category_detection: (template, { correct_category: correct }) =>
    isText(correct) && correct !== template.category ? { ...template, announcedCategory: correct } : template,
  message_template_components_update: () => 'sync',
}

/** Whether these are the fields that `applyTemplateChanges` understands. */
export const isTemplateChange = ({ kind, field, malformed }: OtherEntry): boolean =>
  kind === 'change' && !malformed && field !== null && Object.hasOwn(changes, field)

/**
 * Applies what Meta's webhooks tell of templates, in the order they came; what is older than what is known changes nothing,
 * and so do repeats. Times are seconds: news of the very second that is known already may be older, so they are applied, and
 * a sync settles it, which is asked for. So is an unknown template.
 */
export async function applyTemplateChanges(tx: WorkerTransaction, items: readonly TemplateItem[]): Promise<void> {
  const events: NewEvent[] = []
  for (const { entry, number } of items) events.push(...(await applyChange(tx, entry, number)))
  tx.emit(...events)
}

async function applyChange(tx: WorkerTransaction, entry: OtherEntry, number: NumberRow): Promise<NewEvent[]> {
  const { accountId } = number
  const { wabaId, field } = entry
  const value = entry.value as Json
  const at = new Date(entry.time === null ? Date.now() : Math.min(entry.time * 1000, Date.now()))
  const metaId = String(value['message_template_id'])
  const [before] = await lockTemplates(tx, { accountId, wabaId, metaIds: [metaId] }, { toldAt: at })
  const change = changes[field ?? '']
  if (!change) return []
  const after = before ? change(before, value) : 'sync'
  if (after === 'sync') {
    if (before || !isDeletion(value)) await requestSync(tx, accountId, wabaId)
    return []
  }
  if (!before || before.isNewer) return []
  const events = templateEvents(before, after, at.toISOString())
  if (after === null) await deleteTemplates(tx, accountId, [before.id])
  else await upsertTemplates(tx, [{ accountId, wabaId, facts: after }], { toldAt: at })
  tx.notify('templates', accountId)
  if (before.isSameSecond && events.length > 0) await requestSync(tx, accountId, wabaId)
  return events
}

/** These tell of the quality, or lift what was said before; the template is approved all the while. */
const approvedEvents = new Set(['APPROVED', 'REINSTATED', 'UNARCHIVED'])

const isDeletion = ({ event }: Json) => event === 'DELETED' || event === 'PENDING_DELETION'

function changeStatus(template: Template, value: Json): Template | null {
  const event = String(value['event'] ?? '').toUpperCase()
  const { reason, message_template_category: category } = value
  if (isDeletion(value)) return null
  if (event === '') return template
  if (event === 'FLAGGED') return { ...template, flagged: true }
  const isApproved = approvedEvents.has(event)
  return {
    ...template,
    status: isApproved ? 'APPROVED' : event,
    flagged: isApproved ? false : template.flagged,
    rejectedReason: isText(reason) && reason !== 'NONE' ? reason : null,
    category: isText(category) ? category.toUpperCase() : template.category,
  }
}

/** A notice has `correct_category`, and its `new_category` is the present one; the change has `previous_category`. */
function changeCategory(template: Template, { new_category: category, correct_category: correct }: Json): Template {
  if (isText(correct)) return { ...template, announcedCategory: correct === template.category ? null : correct }
  return isText(category) ? { ...template, category: category.toUpperCase(), announcedCategory: null } : template
}
