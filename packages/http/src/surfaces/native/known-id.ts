import { GatewayError } from '@dawk/core/platform/errors.ts'
import { isId } from '@dawk/core/platform/ids.ts'

/** What has not the shape of an id is an object that is not there. @throws GatewayError `not_found` */
export function knownId(id: string, what: string): string {
  if (isId(id)) return id.toLowerCase()
  throw notFound(what)
}

export const notFound = (what: string) => new GatewayError('not_found', `There is no such ${what} in this account.`)

/** @throws GatewayError `not_found` when there is nothing */
export function found<Thing>(thing: Thing | null | undefined, what: string): Thing {
  if (thing === null || thing === undefined) throw notFound(what)
  return thing
}
