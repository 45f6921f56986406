import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { applySteps, type ConversationSteps, validateSteps } from './conversation-steps.ts'
import { type Macro, maxMacros } from './macro.ts'
import { deleteMacroRow, lockMacros, selectMacro, selectMacroName, selectMacros, upsertMacro } from './macro-store.ts'

type Writing = Pick<CoreContext, 'transaction'>
type Settings = Pick<Macro, 'name' | 'steps'>

/** In the order in which they were created. */
export const listMacros = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  page: { after: string | null; limit: number },
): Promise<Macro[]> => ctx.read(caller, (db) => selectMacros(db, caller.accountId, page))

/** @throws GatewayError `invalid_request`; `conflict` when the name is taken or the account has as many as it may */
export async function createMacro(ctx: Writing, caller: Caller, settings: Settings): Promise<Macro> {
  assertScope(caller, 'conversations:write')
  const now = new Date().toISOString()
  const macro: Macro = { id: newId(), ...settings, createdAt: now, updatedAt: now }
  return ctx.transaction(caller, async (tx) => {
    await lockMacros(tx, caller.accountId)
    await assertUsable(tx, macro, 1)
    await upsertMacro(tx, caller.accountId, macro)
    await tx.audit('macro.created', macro.id, { before: null, after: toSnapshot(macro) })
    return macro
  })
}

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` when the name is taken */
export async function updateMacro(
  ctx: Writing,
  caller: Caller,
  id: string,
  changes: Partial<Settings>,
): Promise<Macro> {
  assertScope(caller, 'conversations:write')
  return ctx.transaction(caller, async (tx) => {
    await lockMacros(tx, caller.accountId)
    const before = await getMacro(tx, caller.accountId, id)
    const after = { ...before, ...changes, updatedAt: new Date().toISOString() }
    await assertUsable(tx, after, 0)
    await upsertMacro(tx, caller.accountId, after)
    await tx.audit('macro.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** @throws GatewayError `not_found` */
export async function deleteMacro(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'conversations:write')
  await ctx.transaction(caller, async (tx) => {
    const before = await getMacro(tx, caller.accountId, id)
    await deleteMacroRow(tx, caller.accountId, id)
    await tx.audit('macro.deleted', id, { before: toSnapshot(before), after: null })
  })
}

/**
 * Takes the steps of a macro on one conversation: all of them, or none.
 * @throws GatewayError `not_found`; `invalid_request` when the conversation cannot change so
 */
export async function runMacro(
  ctx: Writing,
  caller: Caller,
  { macroId, conversationId }: { macroId: string; conversationId: string },
): Promise<void> {
  assertScope(caller, 'conversations:write')
  await ctx.transaction(caller, async (tx) => {
    const { steps } = await getMacro(tx, caller.accountId, macroId)
    if (!(await applySteps(tx, conversationId, steps)))
      throw new GatewayError('not_found', 'There is no such conversation in this account.')
    await tx.audit('macro.run', macroId, { before: null, after: { conversationId } })
  })
}

/** What a bulk change does: its own steps, or those of a macro. @throws GatewayError `not_found`, `invalid_request` */
export async function resolveSteps(
  tx: UnitOfWork,
  given: { macroId: string } | { steps: ConversationSteps },
): Promise<ConversationSteps> {
  const steps = 'steps' in given ? given.steps : (await getMacro(tx, tx.caller.accountId, given.macroId)).steps
  await assertSteps(tx, steps)
  return steps
}

async function getMacro(tx: Queryable, accountId: string, id: string): Promise<Macro> {
  const macro = await selectMacro(tx, accountId, id)
  if (macro === null) throw new GatewayError('not_found', 'There is no such macro in this account.')
  return macro
}

async function assertUsable(tx: UnitOfWork, { id, name, steps }: Macro, more: number): Promise<void> {
  await assertSteps(tx, steps)
  const taken = await selectMacroName(tx, tx.caller.accountId, name)
  if (taken.id !== null && taken.id !== id) throw new GatewayError('conflict', `There is a macro ${name} already.`)
  if (taken.count + more > maxMacros) throw new GatewayError('conflict', `An account has at most ${maxMacros} macros.`)
}

async function assertSteps(tx: UnitOfWork, steps: ConversationSteps): Promise<void> {
  const problems = await validateSteps(tx, steps)
  if (problems.length === 0) return
  const details = problems.map(({ field, message }) => ({ field: `steps.${field}`, message }))
  throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

const toSnapshot = ({ name, steps }: Macro) => ({ name, steps })
