import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { problemOfTag, tagName } from '../../contacts/tags/tag.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { maxTeams, type Team } from './team.ts'
import {
  deleteTeamRow,
  findStrangers,
  insertTeam,
  lockTeams,
  replaceTeamMembers,
  selectTakenTeam,
  selectTeam,
  selectTeams,
  updateTeamRow,
} from './team-store.ts'

type Writing = Pick<CoreContext, 'transaction'>
type Settings = Pick<Team, 'name' | 'memberIds'>

/** In the order in which they were made. */
export const listTeams = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  page: { after: string | null; limit: number },
): Promise<Team[]> => ctx.read(caller, (db) => selectTeams(db, caller.accountId, page))

/** @throws GatewayError `invalid_request`; `conflict` when the name is taken or the account has as many as it may */
export async function createTeam(ctx: Writing, caller: Caller, settings: Settings): Promise<Team> {
  assertScope(caller, 'members:write')
  const team = { id: newId(), ...settings, createdAt: new Date().toISOString() }
  return ctx.transaction(caller, async (tx) => {
    await lockTeams(tx, caller.accountId)
    const made = await checked(tx, team, 1)
    await insertTeam(tx, caller.accountId, made)
    await replaceTeamMembers(tx, caller.accountId, made)
    await tx.audit('team.created', made.id, { before: null, after: toSnapshot(made) })
    return made
  })
}

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` when the name is taken */
export async function updateTeam(ctx: Writing, caller: Caller, id: string, changes: Partial<Settings>): Promise<Team> {
  assertScope(caller, 'members:write')
  return ctx.transaction(caller, async (tx) => {
    await lockTeams(tx, caller.accountId)
    const before = await getTeam(tx, id)
    const after = await checked(tx, { ...before, ...changes }, 0)
    await updateTeamRow(tx, caller.accountId, after)
    await replaceTeamMembers(tx, caller.accountId, after)
    await tx.audit('team.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    handOutSoon(tx)
    return after
  })
}

/** Its conversations are of no team any more. @throws GatewayError `not_found` */
export async function deleteTeam(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'members:write')
  await ctx.transaction(caller, async (tx) => {
    await lockTeams(tx, caller.accountId)
    const before = await getTeam(tx, id)
    await deleteTeamRow(tx, caller.accountId, id)
    await tx.audit('team.deleted', id, { before: toSnapshot(before), after: null })
    handOutSoon(tx)
  })
}

async function getTeam(tx: UnitOfWork, id: string): Promise<Team> {
  const team = await selectTeam(tx, tx.caller.accountId, id)
  if (team === null) throw new GatewayError('not_found', 'There is no such team in this account.')
  return team
}

async function checked(tx: UnitOfWork, team: Team, more: number): Promise<Team> {
  const { accountId } = tx.caller
  const made = { ...team, name: tagName(team.name), memberIds: [...new Set(team.memberIds)].toSorted() }
  const wrong = problemOfTag(team.name)
  const strangers = await findStrangers(tx, accountId, made.memberIds)
  const details = [
    ...(wrong === null ? [] : [{ field: 'name', message: wrong }]),
    ...strangers.map((id) => ({
      field: `memberIds.${team.memberIds.indexOf(id)}`,
      message: 'is no member of this account',
    })),
  ]
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  const taken = await selectTakenTeam(tx, accountId, made.name)
  if (taken.id !== null && taken.id !== made.id)
    throw new GatewayError('conflict', `There is a team ${made.name} already.`)
  if (taken.count + more > maxTeams) throw new GatewayError('conflict', `An account has at most ${maxTeams} teams.`)
  return made
}

const toSnapshot = ({ name, memberIds }: Team) => ({ name, memberIds })
