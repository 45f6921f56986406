import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { selectDefinition } from '../drip-store.ts'
import { type DripContext, getDripIn, getLockedDrip } from '../drips.ts'
import { endEnrollments } from './end-enrollment.ts'
import { enroll } from './enroll.ts'
import type { ShownEnrollment } from './enrollment.ts'
import {
  lockEnrollment,
  type PeopleCount,
  type StepCount,
  selectPeopleCounts,
  selectStepCounts,
  selectSteps,
} from './enrollment-store.ts'
import { type EnrollmentFilter, selectShownEnrollment, selectShownEnrollments } from './shown-enrollment-store.ts'

type Reader = Pick<Caller, 'accountId' | 'numberIds'>
type Reading = Pick<CoreContext, 'read'>

/**
 * Lets people in. `key` names what led to it, such as an order: the same key and person are let in once.
 * @throws GatewayError `not_found`; `conflict` for a drip that was not published
 */
export async function enrollContacts(
  ctx: Pick<DripContext, 'transaction'>,
  caller: Caller,
  id: string,
  { contactIds, key, vars }: { contactIds: readonly string[]; key: string; vars: Readonly<Record<string, string>> },
): Promise<{ enrollmentId: string; contactId: string }[]> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const { accountId } = caller
    const drip = await getLockedDrip(tx, caller, id)
    if (drip.version === 0 || drip.state === 'archived')
      throw new GatewayError(
        'conflict',
        `Nobody can enter a drip that is ${drip.version === 0 ? 'not published' : drip.state}.`,
      )
    const published = await selectDefinition(tx, accountId, { dripId: id, version: drip.version })
    const definition = published ?? drip.definition
    const entrants = [...new Set(contactIds)].map((contactId) => ({
      contactId,
      vars,
      triggerKey: `api:${key}:${contactId}`,
    }))
    const entered = await enroll(tx, { accountId, id, version: drip.version, definition }, entrants)
    await tx.audit('drip.enrolled', id, { before: null, after: { name: drip.name, enrolled: entered.length } })
    return entered.map(({ id: enrollmentId, contactId }) => ({ enrollmentId, contactId }))
  })
}

/** Takes a person out. One who has left already stays as they are. @throws GatewayError `not_found` */
export async function cancelEnrollment(
  ctx: Pick<DripContext, 'transaction'>,
  caller: Caller,
  { id, enrollmentId }: { id: string; enrollmentId: string },
): Promise<ShownEnrollment> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const drip = await getDripIn(tx, caller, id)
    const before = isId(enrollmentId) ? await lockEnrollment(tx, caller.accountId, enrollmentId) : null
    if (before?.dripId !== id) throw new GatewayError('not_found', 'There is no such enrollment in this drip.')
    if (before.state === 'active') {
      await endEnrollments(tx, caller.accountId, [{ enrollment: before, reason: 'canceled' }])
      await tx.audit('drip.canceled', id, { before: null, after: { name: drip.name, enrollmentId } })
    }
    const after = await selectShownEnrollment(tx, caller.accountId, enrollmentId)
    return after ?? { ...before, contactName: null }
  })
}

/** Latest first. @throws GatewayError `not_found` */
export const listEnrollments = (
  ctx: Reading,
  reader: Reader,
  id: string,
  page: EnrollmentFilter & { before: string | null; limit: number },
): Promise<ShownEnrollment[]> =>
  ctx.read(reader, async (db) => {
    await getDripIn(db, reader, id)
    return selectShownEnrollments(db, reader.accountId, id, page)
  })

/** With the steps that the person took. @throws GatewayError `not_found` */
export const getEnrollment = (
  ctx: Reading,
  reader: Reader,
  { id, enrollmentId }: { id: string; enrollmentId: string },
) =>
  ctx.read(reader, async (db) => {
    await getDripIn(db, reader, id)
    const enrollment = isId(enrollmentId) ? await selectShownEnrollment(db, reader.accountId, enrollmentId) : null
    if (enrollment?.dripId !== id) throw new GatewayError('not_found', 'There is no such enrollment in this drip.')
    return { ...enrollment, steps: await selectSteps(db, reader.accountId, enrollmentId) }
  })

export interface DripStatistics {
  people: readonly PeopleCount[]
  steps: readonly StepCount[]
}

/** Counted from the people and their steps, so they are always what the lists show. @throws GatewayError `not_found` */
export const getDripStatistics = (ctx: Reading, reader: Reader, id: string): Promise<DripStatistics> =>
  ctx.read(reader, async (db) => {
    await getDripIn(db, reader, id)
    return {
      people: await selectPeopleCounts(db, reader.accountId, id),
      steps: await selectStepCounts(db, reader.accountId, id),
    }
  })
