import type { NewTemplate, TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import type { CoreContext } from '#context.ts'
import { recordEvents } from '#events/record-events.ts'
import type { NumberDirectory, OwnedNumber } from '#messaging/numbers/number-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { toUpstreamError, type UpstreamFailure } from '#platform/upstream-error.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { type Attempt, attemptChange, settleAttempt } from '#tenancy/audit/attempts.ts'
import { requestSync } from '../sync/template-syncs.ts'
import type { Template, TemplateFacts } from '../template.ts'
import { templateEvents } from '../template-events.ts'
import { toTemplateFacts } from '../template-facts.ts'
import {
  announceTemplates,
  deleteTemplates,
  endHold,
  lockTemplates,
  readClock,
  selectTemplate,
  selectTemplates,
  type TemplateWrite,
  upsertTemplates,
} from '../template-repository.ts'
import { tellOfTemplate, tellOfUnknown, toAttempt, toAudited } from './audit-template.ts'
import { lintTemplate } from './lint-template.ts'

export type WriteContext = Pick<CoreContext, 'db' | 'graph' | 'wakeLanes'> & {
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
  accountId: string,
  wabaId: string,
  draft: NewTemplate,
  by: Actor,
): Promise<Template> {
  refuseUnsound(lintTemplate(draft))
  const number = await ownerOf(ctx, accountId, wabaId)
  const { token } = number
  const asks = toAttempt('created', by, { accountId, id: draft.name, before: null, after: { wabaId, ...draft } })
  const { outcome, attempt } = await attemptChange(ctx, asks, () =>
    ctx.graph(number.sandbox).createTemplate({ wabaId, token, template: draft }),
  )
  if (!outcome.ok) throw await failed(ctx, number, outcome)
  const { id, status, category } = outcome.data
  const asked = { ...draft, id, status, category: category ?? draft.category }
  return storeAsRead(ctx, number, { metaId: id, otherwise: toTemplateFacts(asked), by, was: null, attempt })
}

/**
 * Replaces what the edit names; components as a whole. Meta reviews it again, and until then it cannot be sent.
 * @throws GatewayError as `createTemplate`, and `not_found`, `conflict` when Meta allows no edit in this state
 */
export async function editTemplate(
  ctx: WriteContext,
  accountId: string,
  id: string,
  edit: TemplateEdit,
  by: Actor,
): Promise<Template> {
  const template = await requireTemplate(ctx, accountId, id)
  refuseUneditable(template)
  refuseUnsound(lintEdit(template, edit))
  const number = await ownerOf(ctx, accountId, template.wabaId)
  const asks = toAttempt('edited', by, { accountId, id: template.id, before: toAudited(template), after: edit })
  const { outcome, attempt } = await attemptChange(ctx, asks, () =>
    ctx.graph(number.sandbox).editTemplate({ templateId: template.metaId, token: number.token, edit }),
  )
  if (!outcome.ok) throw await failed(ctx, number, outcome)
  const otherwise = { ...template, components: [...(edit.components ?? template.components)], status: 'PENDING' }
  return storeAsRead(ctx, number, { metaId: template.metaId, otherwise, by, was: template, attempt })
}

/**
 * Deletes every language of a name, or with an id that one alone. Meta holds the name for 30 days. Returns what was deleted.
 * @throws GatewayError `not_found`, `upstream_refused`, `upstream_unavailable`
 */
export async function deleteTemplate(
  ctx: WriteContext,
  accountId: string,
  which: { id: string } | { wabaId: string; name: string },
  by: Actor,
): Promise<Template[]> {
  const found =
    'id' in which ? [await requireTemplate(ctx, accountId, which.id)] : await findByName(ctx, accountId, which)
  const [first] = found
  const wabaId = first?.wabaId ?? ('wabaId' in which ? which.wabaId : '')
  const number = await ownerOf(ctx, accountId, wabaId)
  const name = first?.name ?? ('name' in which ? which.name : '')
  const one = 'id' in which && first ? { templateId: first.metaId } : {}
  const target =
    first && found.length === 1 ? { id: first.id, before: toAudited(first) } : { id: name, before: { wabaId, name } }
  const asks = toAttempt('deleted', by, { accountId, ...target, after: null })
  const { outcome, attempt } = await attemptChange(ctx, asks, () =>
    ctx.graph(number.sandbox).deleteTemplate({ wabaId, token: number.token, name, ...one }),
  )
  if (!outcome.ok) throw await failed(ctx, number, outcome)
  await forget(ctx, { accountId, wabaId, name, found, attempt }, by)
  return found
}

/** By our id or Meta's. @throws GatewayError `not_found` */
export async function requireTemplate(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  numberIds: readonly string[] | null = null,
): Promise<Template> {
  const template = await db.asAccounts([accountId], (tx) => selectTemplate(tx, accountId, id, numberIds))
  if (!template) throw new GatewayError('not_found', 'Template not found.')
  return template
}

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
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  by: Actor,
): Promise<Template> {
  return db.asAccounts([accountId], async (tx) => {
    const template = await selectTemplate(tx, accountId, id, null)
    if (!template) throw new GatewayError('not_found', 'Template not found.')
    const released = { ...template, holdBefore: null }
    if (template.holdBefore !== null) await tellOfTemplate(tx, 'released', by, template, released)
    await endHold(tx, accountId, template.id)
    await announceTemplates(tx, accountId)
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

async function ownerOf({ numbers }: WriteContext, accountId: string, wabaId: string): Promise<OwnedNumber> {
  const number = await numbers.ofWaba(accountId, wabaId)
  if (number) return number
  throw new GatewayError('number_not_connected', 'No number of this WhatsApp Business Account is connected.')
}

/** Without an answer Meta may have done it: it is read again. */
async function failed(
  { db }: WriteContext,
  { accountId, wabaId }: OwnedNumber,
  failure: UpstreamFailure,
): Promise<GatewayError> {
  if (failure.unreachable) {
    await db.asAccounts([accountId], (tx) => requestSync(tx, accountId, wabaId)).catch(() => undefined)
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
interface Written {
  metaId: string
  /** What is stored where Meta cannot be read now; null: nothing. */
  otherwise: TemplateFacts | null
  by: Actor
  /** Null: the account had no such template. */
  was: Template | null
  attempt: Attempt
}

const readTries = 3

/**
 * Stores a template as Meta has it now. When a webhook was stored between reading and storing, nobody can tell which of the two
 * is newer, since Meta tells whole seconds: then it is read again, and at last by the next sync.
 */
async function storeAsRead(ctx: WriteContext, number: OwnedNumber, written: Written): Promise<Template> {
  const { accountId, wabaId } = number
  for (let tries = 1; ; tries += 1) {
    const readAt = await readClock(ctx.db.worker)
    const read = await readFacts(ctx, number, written.metaId)
    const facts = read ?? written.otherwise
    if (!facts)
      throw new GatewayError('upstream_unavailable', 'Meta gave no readable answer', { retryAfterSeconds: 10 })
    const stored = await keep(ctx, { accountId, wabaId, facts }, written, { readAt, isLast: tries === readTries })
    if (read === null) await ctx.db.asAccounts([accountId], (tx) => requestSync(tx, accountId, wabaId))
    if (stored) return stored
  }
}

/** Null: a webhook was stored since `readAt`. At last it stands as it was told, until the sync that is asked for. */
async function keep(
  ctx: WriteContext,
  write: TemplateWrite,
  { by, was, attempt }: Written,
  { readAt, isLast }: { readAt: Date; isLast: boolean },
): Promise<Template | null> {
  const { accountId, wabaId, facts } = write
  const { template, lanes } = await ctx.db.asAccounts([accountId], async (tx) => {
    const [before] = await lockTemplates(tx, accountId, wabaId, [facts.metaId], { readAt })
    if (before?.isNewer && !isLast) return { template: null, lanes: [] }
    if (before?.isNewer) await requestSync(tx, accountId, wabaId)
    const after = before?.isNewer ? before : (await upsertTemplates(tx, [write], { readAt }))[0]
    if (!after) throw new Error('A template was not stored')
    await tellOfTemplate(tx, was ? 'edited' : 'created', by, was, after)
    await settleAttempt(tx, attempt)
    await endHold(tx, accountId, after.id) // it is the account's own change
    await announceTemplates(tx, accountId)
    const lanes = await recordEvents(tx, templateEvents(before ?? null, after, new Date().toISOString()))
    return { template: { ...after, holdBefore: null }, lanes }
  })
  ctx.wakeLanes(lanes)
  return template
}

async function findByName(
  { db }: WriteContext,
  accountId: string,
  filter: { wabaId: string; name: string },
): Promise<Template[]> {
  return db.asAccounts([accountId], (tx) => selectTemplates(tx, accountId, filter, { after: null, limit: 1000 }))
}

async function forget(
  ctx: WriteContext,
  {
    accountId,
    wabaId,
    name,
    found,
    attempt,
  }: { accountId: string; wabaId: string; name: string; found: readonly Template[]; attempt: Attempt },
  by: Actor,
): Promise<void> {
  const lanes = await ctx.db.asAccounts([accountId], async (tx: Queryable) => {
    await deleteTemplates(
      tx,
      accountId,
      found.map(({ id }) => id),
    )
    for (const template of found) await tellOfTemplate(tx, 'deleted', by, template, null)
    await settleAttempt(tx, attempt)
    if (found.length === 0) await tellOfUnknown(tx, by, { accountId, wabaId, name })
    await announceTemplates(tx, accountId)
    const at = new Date().toISOString()
    return recordEvents(
      tx,
      found.flatMap((template) => templateEvents(template, null, at)),
    )
  })
  ctx.wakeLanes(lanes)
}
