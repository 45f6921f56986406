import type { Dialect } from '../surface.ts'
import { readKey } from './auth.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { operations } from './operations/index.ts'

const prefix = '/rest/wab/v1'

export const mobileGateway: Dialect = {
  name: 'mobile-gateway',
  prefix,
  operations,
  refusals: () => ({}), // they differ from operation to operation, which name them
  prepare(scope) {
    scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger())
  },
  description,
  readKey,
  renderError,
  renderEvent,
  eventTypes,
}
