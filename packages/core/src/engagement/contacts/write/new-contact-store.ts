import { nameKey } from '#messaging/identities/name-words.ts'
import { countryOf } from '#messaging/identities/phone-number.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { ContactDraft, StoredContact } from './contact-draft.ts'

/** `provenance`: its place among the different ones of the batch. What is null is left out: reading the rows is most of their cost. */
const newContactRows = recordset({
  id: 'uuid',
  name: 'text',
  nameKey: 'text',
  nameSource: 'text',
  phone: 'text',
  country: 'text',
  userId: 'text',
  language: 'text',
  timezone: 'text',
  attributes: 'jsonb',
  attributeKeys: 'jsonb',
  version: 'int',
  provenance: 'int',
})
const ownColumns = newContactRows.columns.split(', ').filter((column) => column !== 'provenance')

/** Who wrote which field is nearly the same for all people of a list, so each version of it is sent and read once. */
export async function insertContactRows(
  tx: Queryable,
  accountId: string,
  drafts: readonly ContactDraft[],
  at: string,
): Promise<void> {
  if (drafts.length === 0) return
  const places = new Map<string, number>()
  const rows = drafts.map(({ now }) => {
    const origin = JSON.stringify(now.provenance)
    const provenance = places.get(origin) ?? places.size
    places.set(origin, provenance)
    return withoutNulls({ ...now, ...derivedOf(now), provenance })
  })
  await tx.run(
    `with origins as materialized (
       select (one.place - 1)::int as place, one.origin from jsonb_array_elements($4::jsonb) with ordinality as one(origin, place))
     insert into contacts (account_id, ${ownColumns.join(', ')}, provenance, created_at, updated_at)
     select $1::uuid, ${ownColumns.map((column) => `x.${column}`).join(', ')}, o.origin, $3::timestamptz, $3::timestamptz
       from ${newContactRows.from('$2')} join origins o on o.place = x.provenance`,
    [accountId, newContactRows.json(rows), at, `[${[...places.keys()].join(',')}]`],
  )
}

const withoutNulls = <Row extends object>(row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row

/** What is stored beside the name and the phone number, so that they are found by it. */
export const derivedOf = ({ name, phone }: Pick<StoredContact, 'name' | 'phone'>) => ({
  nameKey: name === null ? null : nameKey(name),
  country: phone === null ? null : countryOf(phone),
})
