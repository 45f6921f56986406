import type { Dialect } from '../surface.ts'
import { description } from './description.ts'
import { renderError, statusOf } from './errors.ts'
import { eventTypes, renderEvent } from './events.ts'
import { operations } from './operations/index.ts'
import { ErrorReply } from './schemas.ts'

const always = [400, 429, 500, 503]
const withKey = [401, 403]

export const whatsapi: Dialect = {
  name: 'whatsapi',
  prefix: '',
  operations,
  refusals({ scope, refuses = [] }) {
    const own = refuses.map((code) => (typeof code === 'number' ? code : statusOf(code)))
    const statuses = [...always, ...(scope === 'open' ? [] : withKey), ...own]
    return Object.fromEntries(statuses.map((status) => [status, ErrorReply]))
  },
  openLimit: { name: 'register', perMinute: 5 }, // the page says so
  description,
  renderError,
  renderEvent,
  eventTypes,
}
