import type { CoreContext } from '#context.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { requireNumber } from '../campaigns/campaign-context.ts'
import { selectAttributes } from '../contacts/attributes/attribute-store.ts'
import { readLinkSettings } from '../links/link-settings.ts'
import { resolveFilter } from '../segments/resolve-filter.ts'
import { type Drip, type DripDefinition, type DripState, movedStep } from './drip.ts'
import {
  deleteDripRows,
  insertVersion,
  lockDrip,
  selectDrip,
  selectDrips,
  selectVersions,
  writeDrip,
} from './drip-store.ts'
import { endEnrollments } from './enrollments/end-enrollment.ts'
import type { Enrollment } from './enrollments/enrollment.ts'
import { lockActive, updateEnrollments } from './enrollments/enrollment-store.ts'
import { dripStep } from './run/drip-job.ts'
import { dripDates } from './triggers/date-jobs.ts'
import { validateDrip } from './validate-drip.ts'

export interface DripContext extends Pick<CoreContext, 'read' | 'transaction'> {
  numbers: Pick<NumberDirectory, 'byIds'>
}

type Reader = Pick<Caller, 'accountId' | 'numberIds'>

const missing = () => new GatewayError('not_found', 'There is no such drip in this account.')
const reaches = ({ numberIds }: Reader, { definition }: Drip): boolean =>
  numberIds === null || numberIds.includes(definition.numberId)

/** @throws GatewayError `not_found` */
export async function getDripIn(tx: Queryable, reader: Reader, id: string): Promise<Drip> {
  const drip = isId(id) ? await selectDrip(tx, reader.accountId, id) : null
  if (drip === null || !reaches(reader, drip)) throw missing()
  return drip
}

/** Until the transaction ends nobody else changes it. @throws GatewayError `not_found` */
export async function getLockedDrip(tx: Queryable, reader: Reader, id: string): Promise<Drip> {
  const drip = isId(id) ? await lockDrip(tx, reader.accountId, id) : null
  if (drip === null || !reaches(reader, drip)) throw missing()
  return drip
}

/** Latest first. */
export const listDrips = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId, numberIds }: Reader,
  page: { before: string | null; limit: number; state: DripState | null },
): Promise<Drip[]> =>
  ctx.read({ accountId }, async (db) =>
    (await selectDrips(db, accountId, page)).filter((drip) => reaches({ accountId, numberIds }, drip)),
  )

/** @throws GatewayError `not_found` */
export const getDrip = (ctx: Pick<CoreContext, 'read'>, reader: Reader, id: string): Promise<Drip> =>
  ctx.read(reader, (db) => getDripIn(db, reader, id))

/** What the audit log shows. */
const toSnapshot = ({ name, state, version, definition }: Drip) => ({
  name,
  state,
  version,
  numberId: definition.numberId,
  steps: definition.steps.length,
})

/** A draft, which nobody enters before it is published. @throws GatewayError `invalid_request`, `forbidden` */
export async function createDrip(
  ctx: DripContext,
  caller: Caller,
  { name, definition }: { name: string; definition: DripDefinition },
): Promise<Drip> {
  assertScope(caller, 'automations:write')
  await requireNumber(ctx, caller, definition.numberId)
  return ctx.transaction(caller, async (tx) => {
    const at = new Date().toISOString()
    await assertValid(tx, definition)
    const drip = await writeDrip(tx, caller.accountId, {
      ...{ id: newId(), name: name.trim(), state: 'draft', definition, version: 0 },
      ...{ createdAt: at, updatedAt: at },
    })
    await tx.audit('drip.created', drip.id, { before: null, after: toSnapshot(drip) })
    return drip
  })
}

/** Changes what is being edited: people go on with the version that they entered. @throws GatewayError `not_found`, `invalid_request` */
export async function updateDrip(
  ctx: DripContext,
  caller: Caller,
  id: string,
  change: { name?: string | undefined; definition?: Partial<DripDefinition> },
): Promise<Drip> {
  assertScope(caller, 'automations:write')
  if (change.definition?.numberId !== undefined) await requireNumber(ctx, caller, change.definition.numberId)
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedDrip(tx, caller, id)
    const definition = { ...before.definition, ...change.definition }
    await assertValid(tx, definition)
    const name = change.name?.trim() ?? before.name
    const after = await writeDrip(tx, caller.accountId, {
      ...{ ...before, name, definition, updatedAt: new Date().toISOString() },
    })
    await tx.audit('drip.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

async function assertValid(tx: UnitOfWork, definition: DripDefinition): Promise<void> {
  const { accountId } = tx.caller
  const attributes = await selectAttributes(tx, accountId)
  const { allowedDomains } = await readLinkSettings(tx, accountId)
  const details = validateDrip(definition, { attributes: new Set(attributes.map(({ key }) => key)), allowedDomains })
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  for (const step of definition.steps)
    for (const { filter } of step.kind === 'branch' ? step.cases : [])
      if (filter !== undefined) await resolveFilter(tx, accountId, filter)
}

/**
 * Makes what was edited the version that new people enter. With `migrate` those who are under way move to it: to the step that the map
 * names, else to the same one, else to the next that is still there.
 * @throws GatewayError `not_found`; `invalid_request` without a step, or for a map that names unknown ones
 */
export async function publishDrip(
  ctx: DripContext,
  caller: Caller,
  id: string,
  migrate: Readonly<Record<string, string>> | null,
): Promise<Drip & { migrated: number }> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedDrip(tx, caller, id)
    assertPublishable(before, migrate)
    const at = new Date().toISOString()
    const state = before.state === 'paused' ? 'paused' : 'active'
    const version = before.version + 1
    await insertVersion(tx, caller.accountId, { ...before, version }, at)
    const after = await writeDrip(tx, caller.accountId, { ...before, state, version, updatedAt: at })
    const migrated = migrate === null ? 0 : await migrateAll(tx, after, migrate)
    if (after.definition.triggers.some(({ on }) => on === 'date')) tx.schedule(dripDates, { key: id, payload: {} })
    tx.notify('drips', caller.accountId)
    await tx.audit('drip.published', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return { ...after, migrated }
  })
}

function assertPublishable({ state, definition }: Drip, migrate: Readonly<Record<string, string>> | null): void {
  if (state === 'archived') throw new GatewayError('conflict', 'The drip is archived.')
  const keys = new Set(definition.steps.map(({ key }) => key))
  const unknown = Object.entries(migrate ?? {}).filter(([, to]) => !keys.has(to))
  const details = [
    ...(keys.size === 0 ? [{ field: 'steps', message: 'must have a step at least' }] : []),
    ...unknown.map(([from, to]) => ({ field: `migrate.${from}`, message: `must be the key of a step (given: ${to})` })),
  ]
  if (details.length > 0) throw new GatewayError('invalid_request', 'The drip cannot be published.', { details })
}

const pageSize = 1000

/** Somebody who waits in a step that stays goes on waiting. */
async function migrateAll(tx: UnitOfWork, drip: Drip, map: Readonly<Record<string, string>>): Promise<number> {
  const { accountId } = tx.caller
  const versions = new Map((await selectVersions(tx, accountId, drip.id)).map((one) => [one.version, one.definition]))
  let migrated = 0
  for (let after: string | null = null; ; ) {
    const page: Enrollment[] = await lockActive(tx, accountId, drip.id, { after, limit: pageSize })
    const leaving: Enrollment[] = []
    const moving: Enrollment[] = []
    for (const one of page) {
      if (one.version === drip.version) continue
      const old = versions.get(one.version) ?? drip.definition
      const step = map[one.step] ?? movedStep(old, drip.definition, one.step)
      if (step === null) leaving.push(one)
      else moving.push(step === one.step ? { ...one, version: drip.version } : moveTo(one, drip.version, step))
    }
    await endEnrollments(
      tx,
      accountId,
      leaving.map((enrollment) => ({ enrollment, reason: 'finished' })),
    )
    await updateEnrollments(tx, accountId, moving)
    tx.schedule(dripStep, ...moving.map(({ id: key, dueAt }) => ({ key, dueAt, payload: {} })))
    migrated += leaving.length + moving.length
    after = page.at(-1)?.id ?? null
    if (page.length < pageSize) return migrated
  }
}

const moveTo = (one: Enrollment, version: number, step: string): Enrollment => ({
  ...one,
  ...{ version, step, dueAt: new Date().toISOString(), enteredAt: null, waitsFor: null, signal: null },
})

/** Nobody takes a step from here on; people still enter, and wait. @throws GatewayError `not_found`; `conflict` unless it is active */
export async function pauseDrip(ctx: DripContext, caller: Caller, id: string): Promise<Drip> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedDrip(tx, caller, id)
    if (before.state === 'paused') return before
    return changeState(tx, before, { from: 'active', to: 'paused', action: 'drip.paused' })
  })
}

/** People go on where they were. @throws GatewayError `not_found`; `conflict` unless it is paused */
export async function resumeDrip(ctx: DripContext, caller: Caller, id: string): Promise<Drip> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedDrip(tx, caller, id)
    if (before.state === 'active') return before
    const after = await changeState(tx, before, { from: 'paused', to: 'active', action: 'drip.resumed' })
    for (let from: string | null = null; ; ) {
      const page: Enrollment[] = await lockActive(tx, caller.accountId, id, { after: from, limit: pageSize })
      tx.schedule(dripStep, ...page.map(({ id: key, dueAt }) => ({ key, dueAt, payload: {} })))
      from = page.at(-1)?.id ?? null
      if (page.length < pageSize) return after
    }
  })
}

/**
 * Puts it away: nobody enters, and everybody who is under way leaves. It is not taken up again.
 * @throws GatewayError `not_found`; `conflict` while it is active
 */
export async function archiveDrip(ctx: DripContext, caller: Caller, id: string): Promise<Drip> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedDrip(tx, caller, id)
    if (before.state === 'archived') return before
    if (before.state === 'active') throw new GatewayError('conflict', 'The drip is active: pause it first.')
    for (;;) {
      const page = await lockActive(tx, caller.accountId, id, { after: null, limit: pageSize })
      await endEnrollments(
        tx,
        caller.accountId,
        page.map((enrollment) => ({ enrollment, reason: 'canceled' })),
      )
      if (page.length < pageSize) break
    }
    return changeState(tx, before, { from: before.state, to: 'archived', action: 'drip.archived' })
  })
}

interface StateChange {
  from: DripState
  to: DripState
  action: 'drip.paused' | 'drip.resumed' | 'drip.archived'
}

async function changeState(tx: UnitOfWork, before: Drip, { from, to, action }: StateChange): Promise<Drip> {
  if (before.state !== from) throw new GatewayError('conflict', `The drip is ${before.state}, and not ${from}.`)
  const after = await writeDrip(tx, tx.caller.accountId, {
    ...{ ...before, state: to, updatedAt: new Date().toISOString() },
  })
  tx.notify('drips', tx.caller.accountId)
  await tx.audit(action, before.id, { before: toSnapshot(before), after: toSnapshot(after) })
  return after
}

/** With everybody in it and what they did. @throws GatewayError `not_found`; `conflict` while people are under way */
export async function deleteDrip(ctx: DripContext, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'automations:write')
  await ctx.transaction(caller, async (tx) => {
    const before = await getLockedDrip(tx, caller, id)
    if (before.state === 'active') throw new GatewayError('conflict', 'The drip is active: pause it first.')
    const under = await lockActive(tx, caller.accountId, id, { after: null, limit: 1 })
    if (under.length > 0) throw new GatewayError('conflict', 'People are under way in the drip: take them out first.')
    await deleteDripRows(tx, caller.accountId, id)
    tx.notify('drips', caller.accountId)
    await tx.audit('drip.deleted', id, { before: toSnapshot(before), after: null })
  })
}
