import { createHash, randomBytes } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { selectFlow } from '#engagement/bots/flow-store.ts'
import { requireNumber } from '#engagement/campaigns/campaign-context.ts'
import { selectPurposes } from '#engagement/consent/topic-store.ts'
import { selectAttributes } from '#engagement/contacts/attributes/attribute-store.ts'
import { selectDrip } from '#engagement/drips/drip-store.ts'
import { readLinkSettings } from '#engagement/links/link-settings.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { sweepSource } from '../incoming/sweep-jobs.ts'
import {
  type EventAction,
  type EventSource,
  maxSources,
  type SourceSettings,
  type SourceState,
  sourceSecretAad,
  sourceTokenAad,
} from './event-source.ts'
import {
  countSources,
  deleteSourceRow,
  insertSource,
  lockSources,
  replaceSourceSecret,
  replaceToken,
  selectSource,
  selectSources,
  updateSource,
} from './event-source-store.ts'
import { validateSource } from './validate-source.ts'

export interface SourceContext extends Pick<CoreContext, 'read' | 'transaction' | 'secrets'> {
  numbers: Pick<NumberDirectory, 'byIds'>
}

const missing = () => new GatewayError('not_found', 'There is no such event source in this account.')

/** @throws GatewayError `not_found` */
export async function requireSource(tx: Queryable, accountId: string, id: string): Promise<EventSource> {
  const source = isId(id) ? await selectSource(tx, accountId, id) : null
  if (source === null) throw missing()
  return source
}

/** Latest first. */
export const listSources = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  page: { before: string | null; limit: number },
): Promise<EventSource[]> => ctx.read({ accountId }, (db) => selectSources(db, accountId, page))

/** @throws GatewayError `not_found` */
export const getSource = (ctx: Pick<CoreContext, 'read'>, { accountId }: Reader, id: string): Promise<EventSource> =>
  ctx.read({ accountId }, (db) => requireSource(db, accountId, id))

/** The address at which it takes events. */
export const addressOf = (
  { secrets, publicUrl }: Pick<CoreContext, 'secrets'> & { publicUrl(): string },
  { id, tokenCipher }: Pick<EventSource, 'id' | 'tokenCipher'>,
): string => `${publicUrl()}/in/${secrets.open(tokenCipher, sourceTokenAad(id))}`

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
const newToken = (): string => randomBytes(24).toString('base64url')
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** What the audit log shows. */
const toSnapshot = ({ name, state, auth, actions }: Pick<EventSource, 'name' | 'state' | 'auth' | 'actions'>) => ({
  name,
  state,
  auth: auth.kind,
  actions: actions.length,
})

/**
 * Makes an event source with an address of its own. A secret that nobody gives is made; it is returned here and never again.
 * @throws GatewayError `invalid_request`; `conflict` when the account has as many as it may
 */
export async function createSource(
  ctx: SourceContext,
  caller: Caller,
  { secret, kind = 'webhook', ...settings }: SourceSettings & { secret: string | null; kind?: string },
): Promise<{ source: EventSource; secret: string | null }> {
  assertScope(caller, 'integrations:write')
  const shown = settings.auth.kind === 'token' ? null : (secret ?? newSecret())
  const problems = await problemsOfNumbers(ctx, caller, settings.actions)
  return ctx.transaction(caller, async (tx) => {
    await lockSources(tx, caller.accountId)
    if ((await countSources(tx, caller.accountId)) >= maxSources)
      throw new GatewayError('conflict', `An account has at most ${maxSources} event sources.`)
    await assertValid(tx, settings, problems)
    const at = new Date().toISOString()
    const id = newId()
    const token = newToken()
    const made = { id, ...settings, kind, state: 'active' as const, createdAt: at, updatedAt: at }
    const secretCipher = shown === null ? null : ctx.secrets.seal(shown, sourceSecretAad(id))
    const tokenCipher = ctx.secrets.seal(token, sourceTokenAad(id))
    await insertSource(tx, caller.accountId, made, { tokenHash: hashToken(token), tokenCipher, secretCipher })
    tx.schedule(sweepSource, { key: id, dueAt: new Date(Date.now() + 24 * 3600_000).toISOString(), payload: {} })
    await tx.audit('event_source.created', id, { before: null, after: toSnapshot(made) })
    return { source: await requireSource(tx, caller.accountId, id), secret: shown }
  })
}

/** Changes what is given; for events that came before, with their replay. @throws GatewayError `not_found`, `invalid_request` */
export async function updateSourceSettings(
  ctx: SourceContext,
  caller: Caller,
  id: string,
  { secret, ...change }: Partial<SourceSettings> & { state?: SourceState; secret?: string },
): Promise<{ source: EventSource; secret: string | null }> {
  assertScope(caller, 'integrations:write')
  const problems = await problemsOfNumbers(ctx, caller, change.actions ?? [])
  return ctx.transaction(caller, async (tx) => {
    const { accountId } = caller
    await lockSources(tx, accountId)
    const before = await requireSource(tx, accountId, id)
    const after = { ...before, ...change, updatedAt: new Date().toISOString() }
    await assertValid(tx, after, problems)
    await updateSource(tx, accountId, after)
    const shown = await changeSecret(ctx, tx, { before, after, secret: secret ?? null })
    await tx.audit('event_source.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return { source: await requireSource(tx, accountId, id), secret: shown }
  })
}

/** Another way to authenticate needs a secret that fits; one that is made here is returned. */
async function changeSecret(
  { secrets }: Pick<SourceContext, 'secrets'>,
  tx: UnitOfWork,
  { before, after, secret }: { before: EventSource; after: EventSource; secret: string | null },
): Promise<string | null> {
  const { accountId, id } = after
  if (after.auth.kind === 'token') {
    if (before.hasSecret) await replaceSourceSecret(tx, accountId, id, { cipher: null, until: null })
    return null
  }
  if (secret === null && before.hasSecret) return null
  const shown = secret ?? newSecret()
  await replaceSourceSecret(tx, accountId, id, { cipher: secrets.seal(shown, sourceSecretAad(id)), until: null })
  return shown
}

/** Events and claims go with it; contacts and messages stay. @throws GatewayError `not_found` */
export async function deleteSource(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'integrations:write')
  await ctx.transaction(caller, async (tx) => {
    await lockSources(tx, caller.accountId)
    const before = await requireSource(tx, caller.accountId, id)
    await deleteSourceRow(tx, caller.accountId, id)
    tx.schedule(sweepSource, { key: id, payload: {} })
    await tx.audit('event_source.deleted', id, { before: toSnapshot(before), after: null })
  })
}

const maxGraceSeconds = 7 * 24 * 3600

/**
 * Gives the source another address or another secret. During the grace time the one before is good as well.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` for the secret of a source that has none
 */
export async function rotateSource(
  ctx: Pick<CoreContext, 'transaction' | 'secrets'>,
  caller: Caller,
  id: string,
  { what, secret, graceSeconds }: { what: 'token' | 'secret'; secret: string | null; graceSeconds: number },
): Promise<{ source: EventSource; secret: string | null }> {
  assertScope(caller, 'integrations:write')
  if (graceSeconds < 0 || graceSeconds > maxGraceSeconds)
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'graceSeconds', message: `must be a whole number from 0 to ${maxGraceSeconds}` }],
    })
  const until = graceSeconds === 0 ? null : new Date(Date.now() + graceSeconds * 1000).toISOString()
  return ctx.transaction(caller, async (tx) => {
    const { accountId } = caller
    await lockSources(tx, accountId)
    const before = await requireSource(tx, accountId, id)
    let shown: string | null = null
    if (what === 'token') {
      const token = newToken()
      const tokenCipher = ctx.secrets.seal(token, sourceTokenAad(id))
      await replaceToken(tx, accountId, id, { tokenCipher, tokenHash: hashToken(token), until })
    } else {
      if (before.auth.kind === 'token')
        throw new GatewayError('conflict', 'The source has no secret: whoever knows its address may post.')
      shown = secret ?? newSecret()
      await replaceSourceSecret(tx, accountId, id, { cipher: ctx.secrets.seal(shown, sourceSecretAad(id)), until })
    }
    await tx.audit('event_source.rotated', id, { before: null, after: { ...toSnapshot(before), rotated: what } })
    return { source: await requireSource(tx, accountId, id), secret: shown }
  })
}

async function assertValid(tx: UnitOfWork, settings: SourceSettings, known: readonly FieldProblem[]): Promise<void> {
  const { accountId } = tx.caller
  const attributes = new Set((await selectAttributes(tx, accountId)).map(({ key }) => key))
  const { allowedDomains } = await readLinkSettings(tx, accountId)
  const purposes = await selectPurposes(tx, accountId)
  const details = [...validateSource(settings, { attributes, allowedDomains, purposes }), ...known]
  for (const [at, action] of settings.actions.entries()) details.push(...(await problemsOfTarget(tx, action, at)))
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

/** What an action leads to has to be there. */
async function problemsOfTarget(tx: UnitOfWork, action: EventAction, at: number): Promise<FieldProblem[]> {
  const { accountId } = tx.caller
  const wrong = (name: string, message: string) => [{ field: `actions.${at}.${name}`, message }]
  if ('flowId' in action && (!isId(action.flowId) || (await selectFlow(tx, accountId, action.flowId)) === null))
    return wrong('flowId', 'must be the id of a flow of this account')
  if ('dripId' in action && (!isId(action.dripId) || (await selectDrip(tx, accountId, action.dripId)) === null))
    return wrong('dripId', 'must be the id of a drip of this account')
  return []
}

/** Looked up before the transaction, since the directory of numbers reads by itself. */
async function problemsOfNumbers(
  ctx: SourceContext,
  caller: Caller,
  actions: readonly EventAction[],
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = []
  for (const [at, action] of actions.entries()) {
    if (!('numberId' in action) || action.numberId === undefined) continue
    const refused: unknown = await requireNumber(ctx, caller, action.numberId).catch((error: unknown) => error)
    if (!(refused instanceof Error)) continue
    if (!(refused instanceof GatewayError)) throw refused
    problems.push({ field: `actions.${at}.numberId`, message: 'must be the id of a number that the caller reaches' })
  }
  return problems
}
