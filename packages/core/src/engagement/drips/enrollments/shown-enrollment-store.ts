import type { Queryable } from '#platform/database/database.ts'
import type { EnrollmentState, ShownEnrollment } from './enrollment.ts'
import { enrollmentColumns } from './enrollment-store.ts'

export interface EnrollmentFilter {
  state: EnrollmentState | null
  step: string | null
  contactId: string | null
}

const shown = `select ${enrollmentColumns}, c.name as contact_name
  from enrollments e left join contacts c on c.account_id = e.account_id and c.id = e.contact_id`

export const selectShownEnrollment = (tx: Queryable, accountId: string, id: string): Promise<ShownEnrollment | null> =>
  tx.maybe<ShownEnrollment>(`${shown} where e.account_id = $1 and e.id = $2::uuid`, [accountId, id])

/** Latest first. */
export const selectShownEnrollments = (
  tx: Queryable,
  accountId: string,
  dripId: string,
  { before, limit, state, step, contactId }: EnrollmentFilter & { before: string | null; limit: number },
): Promise<ShownEnrollment[]> =>
  tx.many<ShownEnrollment>(
    `${shown} where e.account_id = $1 and e.drip_id = $2::uuid and ($3::uuid is null or e.id < $3::uuid) and ($5::text is null or e.state = $5)
        and ($6::text is null or e.step = $6) and ($7::uuid is null or e.contact_id = $7::uuid)
      order by e.id desc limit $4`,
    [accountId, dripId, before, limit, state, step, contactId],
  )
