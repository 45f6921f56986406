import type { FieldOrigin } from '#messaging/identities/merge-fields.ts'
import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { tagKey } from '../tags/tag.ts'
import type { Contact, ContactIdentifier } from './contact.ts'

export interface ContactRow extends Omit<Contact, 'marketing'> {
  preference: 'stop' | 'resume' | null
  preferenceAt: string | null
  provenance: Record<string, FieldOrigin>
  /** In the order of its list. */
  place?: string
}

/** `$1` is the account, `$2` the numbers to which the caller is restricted, or null. */
const columns = `c.id, c.name, c.username, c.phone, c.user_id, c.language, c.timezone, c.country, c.attributes, c.provenance, c.version,
  c.created_at, c.updated_at, c.marketing_preference as preference, c.marketing_preference_at as preference_at,
  (select max(v.last_inbound_at) from conversations v where v.account_id = $1 and v.contact_id = c.id
      and ($2::uuid[] is null or v.number_id = any ($2::uuid[]))) as last_inbound_at,
  coalesce((select json_agg(t.name order by t.name_key) from contact_tags g join tags t on t.account_id = g.account_id and t.id = g.tag_id
             where g.account_id = $1 and g.contact_id = c.id), '[]') as tags,
  coalesce((select json_agg(json_build_object('source', e.source, 'externalId', e.external_id, 'since', iso_instant(e.created_at))
                    order by e.source, e.external_id)
              from contact_external_ids e where e.account_id = $1 and e.contact_id = c.id), '[]') as external_ids`

const reachable = `($2::uuid[] is null or exists (
  select from conversations v where v.account_id = $1 and v.contact_id = c.id and v.number_id = any ($2::uuid[])))`

export const contactSorts = ['-createdAt', 'createdAt', '-updatedAt', 'updatedAt'] as const
type ContactSort = (typeof contactSorts)[number]

/** `after`: what lies behind a place, which has the values of the order, parted by `|`. */
interface Order {
  by: string
  after: string
  place: string
}

/** Ids grow with the time at which contacts were made known. A place has all digits of an instant, so that nobody is passed over. */
const orders: Readonly<Record<ContactSort, Order>> = {
  '-createdAt': { by: 'c.id desc', after: 'c.id < ?::uuid', place: 'c.id' },
  createdAt: { by: 'c.id', after: 'c.id > ?::uuid', place: 'c.id' },
  '-updatedAt': byUpdate('<', ' desc'),
  updatedAt: byUpdate('>', ''),
}

function byUpdate(operator: '<' | '>', direction: ' desc' | ''): Order {
  return {
    by: `c.updated_at${direction}, c.id${direction}`,
    after: `(c.updated_at, c.id) ${operator} (?::timestamptz, ?::uuid)`,
    place: `concat(c.updated_at::text, '|', c.id::text)`,
  }
}

export interface ContactFilters {
  /** Of these only; null: all. */
  ids?: readonly string[] | null
  tag?: string | undefined
  /** Any of these spellings. */
  phones?: readonly string[] | undefined
  externalId?: string | undefined
  /** The system that knows them. */
  source?: string | undefined
  /** ISO 8601. */
  updatedAfter?: string | undefined
  /** On the contact `c`, with its values in the statement's parameters. */
  condition?: ((binder: { bind(value: unknown): string }) => string) | undefined
  /** Absent: those known latest first. */
  sort?: ContactSort | undefined
  /** The place of the last contact of the page before; of those in the order of their ids, its id. */
  before: string | null
  limit: number
  /** Only people with a conversation at one of these numbers; null: all. */
  numberIds: readonly string[] | null
}

export function selectContacts(tx: Queryable, accountId: string, filters: ContactFilters): Promise<ContactRow[]> {
  const where = conditions(accountId, filters.numberIds)
  const order = orders[filters.sort ?? '-createdAt']
  if (filters.before !== null) where.add(order.after, ...filters.before.split('|'))
  where.add('c.id = any (?::uuid[])', filters.ids ?? undefined)
  where.add('c.updated_at > ?::timestamptz', filters.updatedAfter)
  where.add(
    `exists (select from contact_tags g where g.account_id = $1 and g.contact_id = c.id
              and g.tag_id = (select t.id from tags t where t.account_id = $1 and t.name_key = ?))`,
    filters.tag === undefined ? undefined : tagKey(filters.tag),
  )
  where.add(
    `c.id in (select i.contact_id from contact_identifiers i where i.account_id = $1 and i.kind = 'phone' and i.value = any (?::text[]))`,
    filters.phones,
  )
  const external = `c.id in (select e.contact_id from contact_external_ids e where e.account_id = $1`
  if (filters.externalId === undefined) where.add(`${external} and e.source = ?)`, filters.source)
  else if (filters.source === undefined) where.add(`${external} and e.external_id = ?)`, filters.externalId)
  else where.add(`${external} and e.source = ? and e.external_id = ?)`, filters.source, filters.externalId)
  const condition = filters.condition?.(where) ?? 'true'
  const limit = where.bind(filters.limit)
  return tx.many<ContactRow>(
    `select ${columns}, ${order.place} as place from contacts c
      where c.account_id = $1 and c.deleted_at is null and ${reachable} and ${where.sql} and ${condition}
      order by ${order.by} limit ${limit}`,
    where.params,
  )
}

export const selectContact = (
  tx: Queryable,
  accountId: string,
  id: string,
  numberIds: readonly string[] | null,
): Promise<ContactRow | null> =>
  tx.maybe<ContactRow>(
    `select ${columns} from contacts c where c.account_id = $1 and c.id = $3::uuid and c.deleted_at is null and ${reachable}`,
    [accountId, numberIds, id],
  )

export const selectIdentifiers = (tx: Queryable, accountId: string, id: string): Promise<ContactIdentifier[]> =>
  tx.many<ContactIdentifier>(
    `select kind, value, created_at as since from contact_identifiers where account_id = $1 and contact_id = $2::uuid order by kind, value`,
    [accountId, id],
  )
