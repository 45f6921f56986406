import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

const versions = recordset({ id: 'uuid', version: 'int' })

/** Of contacts that are as they were at this version: those with whom nobody has talked since, and who were not merged. */
export async function selectUntouched(
  tx: Queryable,
  accountId: string,
  contacts: readonly { id: string; version: number }[],
): Promise<Set<string>> {
  if (contacts.length === 0) return new Set()
  const rows = await tx.many<{ id: string }>(
    `select c.id from ${versions.from('$2')} join contacts c on c.account_id = $1 and c.id = x.id and c.version = x.version
      where c.deleted_at is null and c.username is null and c.book_name is null and c.marketing_preference is null
        and not exists (select from conversations v where v.account_id = $1 and v.contact_id = c.id)
        and not exists (select from contact_merges m where m.account_id = $1 and m.survivor_id = c.id and m.undone_at is null)`,
    [accountId, versions.json(contacts)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Contacts that were made by mistake go as if they had never been. */
export async function deleteUntouched(tx: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const table of [
    'contact_tags',
    'contact_external_ids',
    'contact_attribute_values',
    'contact_history',
    'contact_updates',
    'contact_words',
    'contact_identifiers',
  ])
    await tx.run(`delete from ${table} where account_id = $1 and contact_id = any ($2::uuid[])`, [accountId, ids])
  await tx.run('delete from contacts where account_id = $1 and id = any ($2::uuid[])', [accountId, ids])
}

const identifiers = recordset({ contactId: 'uuid', kind: 'text', value: 'text' })

/** Takes identifiers off contacts, unless they talk under them; returns those that are gone. */
export const deleteIdleIdentifiers = (
  tx: Queryable,
  accountId: string,
  added: readonly { contactId: string; kind: string; value: string }[],
): Promise<{ contactId: string; value: string }[]> =>
  added.length === 0
    ? Promise.resolve([])
    : tx.many(
        `delete from contact_identifiers i using ${identifiers.from('$2')}
          where i.account_id = $1 and i.kind = x.kind and i.value = x.value and i.contact_id = x.contact_id
            and not exists (select from conversations v where v.account_id = $1 and v.contact_id = x.contact_id and x.value = any (v.peers))
         returning i.contact_id, i.value`,
        [accountId, identifiers.json(added)],
      )

const external = recordset({ contactId: 'uuid', source: 'text', externalId: 'text' })

export async function deleteExternalIds(
  tx: Queryable,
  accountId: string,
  added: readonly { contactId: string; source: string; externalId: string }[],
): Promise<void> {
  if (added.length === 0) return
  await tx.run(
    `delete from contact_external_ids e using ${external.from('$2')}
      where e.account_id = $1 and e.source = x.source and e.external_id = x.external_id and e.contact_id = x.contact_id`,
    [accountId, external.json(added)],
  )
}

const hidden = recordset({ id: 'uuid', deletedAt: 'timestamptz' })

/** Contacts that were deleted, and came back, are deleted again since when they were. */
export async function hideAgain(
  tx: Queryable,
  accountId: string,
  contacts: readonly { id: string; deletedAt: string }[],
): Promise<void> {
  if (contacts.length === 0) return
  await tx.run(
    `update contacts c set deleted_at = x.deleted_at from ${hidden.from('$2')} where c.account_id = $1 and c.id = x.id`,
    [accountId, hidden.json(contacts)],
  )
}
