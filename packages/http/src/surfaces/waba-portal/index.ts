import type { Dialect } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { operations } from './operations/index.ts'
import { errorReplies } from './schemas.ts'

export const wabaPortal: Dialect = {
  name: 'waba-portal',
  prefix: '/api/v1',
  operations,
  refusals: () => errorReplies,
  description,
  renderError,
  renderEvent,
  eventTypes,
}
