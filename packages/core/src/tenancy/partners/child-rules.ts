import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import type { ChildSettings } from './child-account.ts'

const most = { metadata: 50, key: 40, value: 500, tags: 20, tag: 64 }

/** @throws GatewayError `invalid_request` naming each field and its rule */
export function assertChildSettings({ timezone, tags, metadata }: Partial<ChildSettings>): void {
  const details: FieldProblem[] = []
  const refuse = (field: string, message: string) => void details.push({ field, message })
  if (timezone !== undefined && !isTimeZone(timezone))
    refuse('timezone', 'must be an IANA time zone such as Asia/Kolkata')
  if (tags && (tags.length > most.tags || tags.some((tag) => tag.trim() === '' || tag.length > most.tag)))
    refuse('tags', `must be at most ${most.tags} words of 1 to ${most.tag} characters`)
  for (const problem of metadataProblems(metadata ?? {})) refuse('metadata', problem)
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

function* metadataProblems(metadata: Readonly<Record<string, string>>): Generator<string> {
  const entries = Object.entries(metadata)
  if (entries.length > most.metadata) yield `must have at most ${most.metadata} members`
  if (entries.some(([key]) => key === '' || key.length > most.key))
    yield `must have names of 1 to ${most.key} characters`
  if (entries.some(([, value]) => value.length > most.value))
    yield `must have values of at most ${most.value} characters`
}
