import { isDeepStrictEqual } from 'node:util'
import type { MergedFields } from '#messaging/identities/merge-fields.ts'

interface Unmerge {
  /** As the contact is. */
  now: MergedFields
  /** As the merge had left it. */
  merged: MergedFields
  /** As it was before the merge. */
  before: MergedFields
}

const paired = ['attributes', 'attributeKeys', 'provenance'] as const

/** What the merge had changed goes back; what was changed since stays, field by field. */
export function unmergeFields({ now, merged, before }: Unmerge): MergedFields {
  const fields = Object.fromEntries(
    (Object.keys(now) as (keyof MergedFields)[]).map((field) => [
      field,
      isDeepStrictEqual(now[field], merged[field]) ? before[field] : now[field],
    ]),
  ) as unknown as MergedFields
  const members = Object.fromEntries(
    paired.map((field) => [field, unmergeMembers({ now: now[field], merged: merged[field], before: before[field] })]),
  )
  return { ...fields, ...members }
}

type Members = Readonly<Record<string, unknown>>

function unmergeMembers({ now, merged, before }: { now: Members; merged: Members; before: Members }): Members {
  const names = new Set([...Object.keys(now), ...Object.keys(merged), ...Object.keys(before)])
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = isDeepStrictEqual(now[name], merged[name]) ? before[name] : now[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
