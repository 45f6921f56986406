import { didYouMean } from '@dawk/cloud-api/content/did-you-mean.ts'
import { eventCatalogue } from '#events/catalogue.ts'
import { isEventPattern, toPrefix } from '#events/event-patterns.ts'
import type { Egress } from '#platform/egress.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { validateSecretText } from '../sign.ts'

/** @throws GatewayError `invalid_request` naming each field that an endpoint cannot have */
export function assertUsable(
  egress: Pick<Egress, 'checkUrl'>,
  { url, eventTypes, secret }: { url: string; eventTypes: readonly string[]; secret: string | null },
): void {
  assertNoProblems([...eventTypes.flatMap(validatePattern), ...validateSecret(secret)])
  assertCallable(egress, url)
}

/** @throws GatewayError `invalid_request` when the URL is not one that we would call */
export function assertCallable(egress: Pick<Egress, 'checkUrl'>, url: string): void {
  const problem = egress.checkUrl(url)
  if (problem === null) return
  throw new GatewayError('invalid_request', `The URL ${problem}`, { details: [{ field: 'url', message: problem }] })
}

/** Null: we generate the secret. */
export function validateSecret(secret: string | null): FieldProblem[] {
  const message = secret === null ? null : validateSecretText(secret)
  return message === null ? [] : [{ field: 'secret', message }]
}

export function assertNoProblems(details: readonly FieldProblem[]): void {
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

function validatePattern(pattern: string, index: number): FieldProblem[] {
  const field = `eventTypes.${index}`
  if (!isEventPattern(pattern))
    return [{ field, message: 'must be a type of event, or a pattern such as message.* or *' }]
  const types = Object.keys(eventCatalogue)
  const isKnown = pattern.endsWith('*')
    ? types.some((type) => type.startsWith(toPrefix(pattern)))
    : types.includes(pattern)
  return isKnown ? [] : [{ field, message: `matches no type of event${didYouMean(pattern, types)}` }]
}
