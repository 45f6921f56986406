import { graphVersion } from '@dawk/cloud-api/graph-transport.ts'
import type { FastifyInstance } from 'fastify'
import { pathOf } from '#requests/path-of.ts'
import type { Dialect, DialectOptions } from '../surface.ts'
import { authenticateByBody, keyMayFollow, readKey } from './auth.ts'
import { description } from './description.ts'
import { renderError, unsupported } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { acceptFormBodies } from './form-body.ts'
import { operations } from './operations/index.ts'

const prefix = '/graph'

/** Forms as well as JSON, a key in either; and what has no operation is refused as Meta refuses it. */
function prepare(scope: FastifyInstance, { authenticate, authenticateKey }: DialectOptions): void {
  scope.addHook('preValidation', authenticateByBody(authenticateKey))
  acceptFormBodies(scope)
  const onRequest = [authenticate, refuse]
  scope.all('/*', { config: { scope: null }, schema: { hide: true }, onRequest }, () => undefined)
}

/** Before the body is read, whose type and size no longer matter. */
async function refuse({ method, url }: { method: string; url: string }): Promise<never> {
  const [, first = '', second] = pathOf(url).slice(prefix.length).split('/')
  throw unsupported(method, (second ?? first).slice(0, 64))
}

/** An id of Meta's or of ours, an upload session, or an edge of no node stands where the version should. */
const versionless =
  /^\/graph\/(?=(?:[0-9a-f-]{1,64}|app|debug_token|message_template_library|upload:[\w-]{1,64})(?:[/?]|$))/i

/** A path without a version means the default one, as at Meta. */
const addVersion = (url: string): string => url.replace(versionless, `/graph/${graphVersion}/`)

/** Meta's own paths: a client of the Cloud API that points its base URL at `/graph` works unchanged. */
export const cloudApi: Dialect = {
  name: 'cloud-api',
  prefix,
  base: '/:version(^v\\d{1,2}\\.\\d$)',
  operations,
  refusals: () => ({}), // each operation shows them: answers are Meta's, which no schema may cut
  prepare,
  description,
  readKey,
  keyMayFollow,
  rewriteUrl: addVersion,
  renderError,
  renderEvent,
  eventTypes,
}
