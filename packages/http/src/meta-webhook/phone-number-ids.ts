import { asList } from '@dawk/cloud-api/json.ts'

const maxIds = 50

/** The distinct ids of business accounts in an untrusted payload, at most 50: what speaks of one names no number. */
export function wabaIdsIn(raw: Buffer): string[] {
  const ids = asList(member(parse(raw), 'entry')).map((entry) => member(entry, 'id'))
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && /^\d{1,32}$/.test(id)))].slice(
    0,
    maxIds,
  )
}

/** The distinct `metadata.phone_number_id` of an untrusted payload, at most 50; none when it is no such payload. */
export function phoneNumberIdsIn(raw: Buffer): string[] {
  const ids = new Set<string>()
  for (const entry of asList(member(parse(raw), 'entry'))) {
    for (const change of asList(member(entry, 'changes'))) {
      const id = member(member(member(change, 'value'), 'metadata'), 'phone_number_id')
      if (typeof id === 'string' && /^\d{1,32}$/.test(id)) ids.add(id)
      if (ids.size === maxIds) return [...ids]
    }
  }
  return [...ids]
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return null
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
