import type { Dialect } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { operations } from './operations/index.ts'
import { errorReplies } from './schemas.ts'

export const wonestop: Dialect = {
  name: 'wonestop',
  prefix: '/api/whatsapp/v1',
  operations,
  refusals: () => errorReplies,
  description,
  renderError,
  renderEvent: () => null,
  eventTypes: [],
}
