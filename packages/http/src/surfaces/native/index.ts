import type { Dialect } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { renderEvent } from './events.ts'
import { operationRules } from './operation-rules.ts'
import { operations } from './operations/index.ts'

/** Dawk's own voice: what the dashboard and the SDKs speak. */
export const native: Dialect = {
  name: 'native',
  prefix: '/v1',
  operations,
  ...operationRules,
  description,
  takesSessions: true,
  renderError,
  renderEvent,
  eventTypes: ['*'],
}
