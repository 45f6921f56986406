import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'

/** The place after which a page of conversations begins. `at` is text in microseconds, as the database orders. */
export interface Place {
  at: string
  id: string
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/

export const writePlace = ({ at, id }: Place): string => Buffer.from(`${at} ${id}`).toString('base64url')

/** @throws GatewayError `invalid_request` for what no page has given */
export function readPlace(cursor: string): Place {
  const [at = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (rest.length === 0 && instant.test(at) && !Number.isNaN(Date.parse(at)) && isId(id)) return { at, id }
  throw badCursor()
}

export const writeIdCursor = (id: string): string => Buffer.from(id).toString('base64url')

/** @throws GatewayError `invalid_request` for what no page has given */
export function readIdCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (isId(id)) return id
  throw badCursor()
}

function badCursor(): GatewayError {
  const message = 'must be the cursor of a page that was given before'
  return new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'cursor', message }] })
}
