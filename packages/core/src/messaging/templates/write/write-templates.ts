import type { NewTemplate, TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import type { CoreContext } from '#context.ts'
import type { NumberDirectory, OwnedNumber } from '#messaging/numbers/number-directory.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { toUpstreamError, type UpstreamFailure } from '#platform/upstream-error.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { type AttemptId, attemptChange, settleAttempt } from '#tenancy/audit/attempts.ts'
import { requestSync } from '../sync/template-syncs.ts'
import type { Template, TemplateFacts } from '../template.ts'
import { emitTemplateEvents } from '../template-events.ts'
import { toTemplateFacts } from '../template-facts.ts'
import {
  deleteTemplates,
  endHold,
  lockTemplates,
  readClock,
  selectTemplate,
  selectTemplates,
  type TemplateWrite,
  upsertTemplates,
} from '../template-store.ts'
import { auditTemplate, toAttempt, toAudited } from './audit-template.ts'
import { lintTemplate } from './lint-template.ts'

export type WriteContext = Pick<CoreContext, 'read' | 'transaction' | 'worker' | 'graph'> & {
  numbers: Pick<NumberDirectory, 'ofWaba'>
}

/**
 * Creates a template at Meta, where it is reviewed, and stores it. The draft is linted first: every problem at once. When
 * this process dies in between, Meta's webhook or the next sync brings the template.
 * @throws GatewayError `invalid_request` with every problem; `number_not_connected`; `upstream_refused` with Meta's words;
 *   `upstream_unavailable`: Meta may have created it
 */
export async function createTemplate(
  ctx: WriteContext,
  caller: Caller,
  wabaId: string,
  draft: NewTemplate,
): Promise<Template> {
  assertScope(caller, 'templates:write')
  refuseUnsound(lintTemplate(draft))
  const number = await ownerOf(ctx, caller, wabaId)
  const { token } = number
  const asks = toAttempt('created', { id: draft.name, before: null, after: { wabaId, ...draft } })
  const { outcome, attempt } = await attemptChange(ctx, caller, asks, () =>
    ctx.graph(number.sandbox).createTemplate({ wabaId, token, template: draft }),
  )
  if (!outcome.ok) throw await failed(ctx, caller, number, outcome)
  const { id, status, category } = outcome.data
  const template = { ...draft, id, status, category: category ?? draft.category }
  return storeAsRead(ctx, caller, number, { metaId: id, otherwise: toTemplateFacts(template), was: null, attempt })
}

/**
 * Replaces what the edit names; components as a whole. Meta reviews it again, and until then it cannot be sent.
 * @throws GatewayError as `createTemplate`, and `not_found`, `conflict` when Meta allows no edit in this state
 */
export async function editTemplate(
  ctx: WriteContext,
  caller: Caller,
  id: string,
  edit: TemplateEdit,
): Promise<Template> {
  assertScope(caller, 'templates:write')
  const template = await requireTemplate(ctx, everyNumber(caller), id)
  refuseUneditable(template)
  refuseUnsound(lintEdit(template, edit))
  const number = await ownerOf(ctx, caller, template.wabaId)
  const asks = toAttempt('edited', { id: template.id, before: toAudited(template), after: edit })
  const { outcome, attempt } = await attemptChange(ctx, caller, asks, () =>
    ctx.graph(number.sandbox).editTemplate({ templateId: template.metaId, token: number.token, edit }),
  )
  if (!outcome.ok) throw await failed(ctx, caller, number, outcome)
  const otherwise = { ...template, components: [...(edit.components ?? template.components)], status: 'PENDING' }
  return storeAsRead(ctx, caller, number, { metaId: template.metaId, otherwise, was: template, attempt })
}

/**
 * Deletes every language of a name, or with an id that one alone. Meta holds the name for 30 days. Returns what was deleted.
 * @throws GatewayError `not_found`, `upstream_refused`, `upstream_unavailable`
 */
export async function deleteTemplate(
  ctx: WriteContext,
  caller: Caller,
  which: { id: string } | { wabaId: string; name: string },
): Promise<Template[]> {
  assertScope(caller, 'templates:write')
  const template =
    'id' in which ? [await requireTemplate(ctx, everyNumber(caller), which.id)] : await findByName(ctx, caller, which)
  const [first] = template
  const wabaId = first?.wabaId ?? ('wabaId' in which ? which.wabaId : '')
  const number = await ownerOf(ctx, caller, wabaId)
  const name = first?.name ?? ('name' in which ? which.name : '')
  const one = 'id' in which && first ? { templateId: first.metaId } : {}
  const target =
    first && template.length === 1 ? { id: first.id, before: toAudited(first) } : { id: name, before: { wabaId, name } }
  const asks = toAttempt('deleted', { ...target, after: null })
  const { outcome, attempt } = await attemptChange(ctx, caller, asks, () =>
    ctx.graph(number.sandbox).deleteTemplate({ wabaId, token: number.token, name, ...one }),
  )
  if (!outcome.ok) throw await failed(ctx, caller, number, outcome)
  await forget(ctx, caller, { wabaId, name, found: template, attempt })
  return template
}

/** By our id or Meta's, of the numbers that the reader may use. @throws GatewayError `not_found` */
export async function requireTemplate(
  { read }: Pick<CoreContext, 'read'>,
  { accountId, numberIds }: Pick<Caller, 'accountId' | 'numberIds'>,
  id: string,
): Promise<Template> {
  const template = await read({ accountId }, (db) => selectTemplate(db, accountId, id, numberIds))
  if (!template) throw new GatewayError('not_found', 'Template not found.')
  return template
}

/** A write is bound to the reader's numbers by the one that speaks to Meta. */
const everyNumber = ({ accountId }: Caller) => ({ accountId, numberIds: null })

/** Of an edit, judged as the whole template that it makes. */
function lintEdit(template: Template, edit: TemplateEdit): FieldProblem[] {
  const { name, language, category, parameterFormat } = template
  if (edit.components === undefined) {
    const known = new Set(['category', 'message_send_ttl_seconds'])
    const rest = { name, language, category, library_template_name: name, ...edit }
    return lintTemplate(rest).filter(({ field }) => known.has(field))
  }
  return lintTemplate({ name, language, category, parameter_format: parameterFormat, ...edit })
}

/** What waits because Meta changed the category goes on. */
export async function releaseTemplate(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<Template> {
  assertScope(caller, 'templates:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const template = await selectTemplate(tx, accountId, id, null)
    if (!template) throw new GatewayError('not_found', 'Template not found.')
    const released = { ...template, holdBefore: null }
    if (template.holdBefore !== null) await auditTemplate(tx, 'released', template, released)
    await endHold(tx, accountId, template.id)
    tx.notify('templates', accountId)
    return released
  })
}

function refuseUnsound(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return
  throw new GatewayError('invalid_request', 'The template breaks rules of WhatsApp.', { details: problems })
}

const editable = new Set(['APPROVED', 'REJECTED', 'PAUSED'])

function refuseUneditable({ status }: Template): void {
  if (editable.has(status)) return
  throw new GatewayError('conflict', `A template that is ${status} cannot be edited.`)
}

async function ownerOf({ numbers }: WriteContext, { accountId }: Caller, wabaId: string): Promise<OwnedNumber> {
  const number = await numbers.ofWaba(accountId, wabaId)
  if (number) return number
  throw new GatewayError('number_not_connected', 'No number of this WhatsApp Business Account is connected.')
}

/** The templates of the business account are read again soon. */
const syncSoon = (ctx: WriteContext, caller: Caller, { wabaId }: OwnedNumber) =>
  ctx.transaction(caller, (tx) => requestSync(tx, caller.accountId, wabaId))

/** Without an answer Meta may have done it: it is read again. */
async function failed(
  ctx: WriteContext,
  caller: Caller,
  number: OwnedNumber,
  failure: UpstreamFailure,
): Promise<GatewayError> {
  if (failure.unreachable) {
    await syncSoon(ctx, caller, number).catch(() => undefined)
    return toUpstreamError(failure, () => 'template')
  }
  const { error_user_title: title, error_user_msg: text } = failure.error
  if (title === undefined && text === undefined) return toUpstreamError(failure, () => 'template')
  const refused = toUpstreamError(failure, () => 'template')
  const message = [title, text].filter((part) => part !== undefined).join(': ')
  return new GatewayError(refused.code, message, { details: refused.details, cause: failure.error })
}

/** As Meta stored it: samples behind links, OTP buttons as links. Null: it cannot be read now. */
async function readFacts(
  { graph }: WriteContext,
  { sandbox, token }: OwnedNumber,
  templateId: string,
): Promise<TemplateFacts | null> {
  const outcome = await graph(sandbox).getTemplate({ templateId, token })
  return outcome.ok ? toTemplateFacts(outcome.data) : null
}

/** What a write at Meta leads to here. */
interface WriteAtMeta {
  metaId: string
  /** What is stored where Meta cannot be read now; null: nothing. */
  otherwise: TemplateFacts | null
  /** Null: the account had no such template. */
  was: Template | null
  attempt: AttemptId
}

const readTries = 3

/**
 * Stores a template as Meta has it now. When a webhook was stored between reading and storing, nobody can tell which of the two
 * is newer, since Meta tells whole seconds: then it is read again, and at last by the next sync.
 */
async function storeAsRead(
  ctx: WriteContext,
  caller: Caller,
  number: OwnedNumber,
  write: WriteAtMeta,
): Promise<Template> {
  const { accountId, wabaId } = number
  for (let tries = 1; ; tries += 1) {
    const readAt = await readClock(ctx.worker)
    const read = await readFacts(ctx, number, write.metaId)
    const facts = read ?? write.otherwise
    if (!facts)
      throw new GatewayError('upstream_unavailable', 'Meta gave no readable answer', { retryAfterSeconds: 10 })
    const row = { accountId, wabaId, facts }
    const stored = await store(ctx, caller, { ...write, row, readAt, isLast: tries === readTries })
    if (read === null) await syncSoon(ctx, caller, number)
    if (stored) return stored
  }
}

/** Null: a webhook was stored since `readAt`. At last it stands as the webhook says, until the sync that is asked for. */
function store(
  ctx: WriteContext,
  caller: Caller,
  { row, was, attempt, readAt, isLast }: WriteAtMeta & { row: TemplateWrite; readAt: Date; isLast: boolean },
): Promise<Template | null> {
  const { accountId, wabaId, facts } = row
  return ctx.transaction(caller, async (tx) => {
    const [before] = await lockTemplates(tx, { accountId, wabaId, metaIds: [facts.metaId] }, { readAt })
    if (before?.isNewer && !isLast) return null
    if (before?.isNewer) await requestSync(tx, accountId, wabaId)
    const after = before?.isNewer ? before : (await upsertTemplates(tx, [row], { readAt }))[0]
    if (!after) throw new Error('A template was not stored')
    await auditTemplate(tx, was ? 'edited' : 'created', was, after)
    await settleAttempt(tx, attempt)
    await endHold(tx, accountId, after.id) // it is the account's own change
    tx.notify('templates', accountId)
    emitTemplateEvents(tx, before ?? null, after)
    return { ...after, holdBefore: null }
  })
}

const findByName = (
  { read }: WriteContext,
  { accountId }: Caller,
  filter: { wabaId: string; name: string },
): Promise<Template[]> =>
  read({ accountId }, (db) => selectTemplates(db, accountId, filter, { after: null, limit: 1000 }))

interface DeletedAtMeta {
  wabaId: string
  name: string
  /** What was stored here of the name; empty: a name that is not known here. */
  found: readonly Template[]
  attempt: AttemptId
}

async function forget(ctx: WriteContext, caller: Caller, deleted: DeletedAtMeta): Promise<void> {
  const { accountId } = caller
  const { wabaId, name, found, attempt } = deleted
  await ctx.transaction(caller, async (tx) => {
    const ids = found.map(({ id }) => id)
    await deleteTemplates(tx, accountId, ids)
    for (const template of found) await auditTemplate(tx, 'deleted', template, null)
    if (found.length === 0) await tx.audit('template.deleted', name, { before: { wabaId, name }, after: null })
    await settleAttempt(tx, attempt)
    tx.notify('templates', accountId)
    for (const template of found) emitTemplateEvents(tx, template, null)
  })
}
