import { GatewayError } from '@dawk/core/platform/errors.ts'
import { isId } from '@dawk/core/platform/ids.ts'
import Type, { type TSchema } from 'typebox'

/** Ids of another shape than ours: what they name, how the document describes them, and which texts can be one. */
export interface IdKind {
  what: string
  params: TSchema
  pattern: RegExp
}

/** A path with ids that have not even the shape of one answers 404 like any other unknown id. */
export const IdParams = Type.Object({ id: Type.String({ maxLength: 256, description: 'The id of the object.' }) })

/** What has not the shape of an id is an object that is not there. @throws GatewayError `not_found` */
export function knownId(id: string, of: string | IdKind): string {
  if (typeof of !== 'string') return orNotFound(of.pattern.test(id) ? id : null, of.what)
  if (isId(id)) return id.toLowerCase()
  throw notFound(of)
}

export const notFound = (what: string) => new GatewayError('not_found', `There is no such ${what} in this account.`)

/** @throws GatewayError `not_found` when there is nothing */
export function orNotFound<Thing>(thing: Thing | null | undefined, what: string): Thing {
  if (thing === null || thing === undefined) throw notFound(what)
  return thing
}
