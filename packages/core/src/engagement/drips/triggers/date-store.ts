import type { Queryable } from '#platform/database/database.ts'

/** Contacts of whom an attribute is this day, or the same day of another year; the 29th of February counts on the 28th of other years. */
export const selectByDate = (
  tx: Queryable,
  accountId: string,
  { attribute, day, yearly }: { attribute: string; day: string; yearly: boolean },
): Promise<{ contactId: string }[]> =>
  tx.many(
    `select c.id as contact_id from contacts c
      where c.account_id = $1 and c.deleted_at is null and c.attributes->>$2 is not null
        and case when $4 then substr(c.attributes->>$2, 6, 5) = any ($5::text[]) else left(c.attributes->>$2, 10) = $3 end order by c.id`,
    [accountId, attribute, day, yearly, daysOf(day)],
  )

function daysOf(day: string): string[] {
  const isLeap = new Date(Date.UTC(Number(day.slice(0, 4)), 1, 29)).getUTCMonth() === 1
  return day.endsWith('-02-28') && !isLeap ? ['02-28', '02-29'] : [day.slice(5)]
}
