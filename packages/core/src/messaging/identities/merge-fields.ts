import type { RankOf } from './source-priority.ts'

/** Who wrote a field last. */
export interface FieldOrigin {
  source: string
  /** ISO 8601. */
  at: string
  /** Of the key, the member or the import. */
  by: string | null
}

/** What two contacts may disagree on. */
export interface MergedFields {
  name: string | null
  nameKey: string | null
  nameSource: string | null
  bookName: string | null
  username: string | null
  phone: string | null
  userId: string | null
  country: string | null
  language: string | null
  timezone: string | null
  marketingPreference: string | null
  marketingPreferenceAt: string | null
  attributes: Readonly<Record<string, unknown>>
  attributeKeys: Readonly<Record<string, unknown>>
  /** By field: `name`, `language`, `timezone`, `attributes.<key>`. */
  provenance: Readonly<Record<string, FieldOrigin>>
  createdAt: string
}

/**
 * One contact of two. What only one has stays; where both have something, the source that is believed more wins, and of equal
 * ones the later word. Identifiers are those of `into`, which has been known longer.
 */
export function mergeFields(into: MergedFields, from: MergedFields, rankOf: RankOf): MergedFields {
  const provenance: Record<string, FieldOrigin> = { ...into.provenance }
  const take = (field: string, isThere: boolean, isThereToo: boolean): boolean => {
    const [here, there] = [into.provenance[field], from.provenance[field]]
    const takes = isThereToo && (!isThere || isBelievedMore(there, here, rankOf))
    if (takes && there) provenance[field] = there
    if (takes && !there) delete provenance[field]
    return takes
  }
  const pick = <Field extends 'language' | 'timezone'>(field: Field) =>
    take(field, into[field] !== null, from[field] !== null) ? from[field] : into[field]
  const named = take('name', into.name !== null, from.name !== null) ? from : into
  const attributes = { ...into.attributes }
  const attributeKeys = { ...into.attributeKeys }
  for (const key of Object.keys(from.attributes))
    if (take(`attributes.${key}`, key in into.attributes, true)) {
      attributes[key] = from.attributes[key]
      attributeKeys[key] = from.attributeKeys[key]
    }
  const preferring = (from.marketingPreferenceAt ?? '') > (into.marketingPreferenceAt ?? '') ? from : into
  const phoned = into.phone === null ? from : into
  return {
    name: named.name,
    nameKey: named.nameKey,
    nameSource: named.nameSource,
    bookName: into.bookName ?? from.bookName,
    username: into.username ?? from.username,
    phone: phoned.phone,
    country: phoned.country,
    userId: into.userId ?? from.userId,
    language: pick('language'),
    timezone: pick('timezone'),
    marketingPreference: preferring.marketingPreference,
    marketingPreferenceAt: preferring.marketingPreferenceAt,
    attributes,
    attributeKeys,
    provenance,
    createdAt: into.createdAt < from.createdAt ? into.createdAt : from.createdAt,
  }
}

function isBelievedMore(there: FieldOrigin | undefined, here: FieldOrigin | undefined, rankOf: RankOf): boolean {
  const [a, b] = [rankOf(there?.source ?? null), rankOf(here?.source ?? null)]
  return a === b ? (there?.at ?? '') > (here?.at ?? '') : a < b
}
