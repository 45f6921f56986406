import { renderError } from '#resources/errors.ts'
import { refusals } from '#resources/refusals.ts'
import type { Dialect } from '../surface.ts'
import { description } from './description.ts'
import { renderEvent } from './events.ts'
import { seesMasked } from './inbox-access.ts'
import { maskPhones } from './mask-phones.ts'
import { operations } from './operations/index.ts'

/** Dawk's own voice: what the dashboard and the SDKs speak. */
export const native: Dialect = {
  name: 'native',
  prefix: '/v1',
  operations,
  refusals,
  remembersAnswers: true,
  veil: async ({ ctx, caller }, body) => ((await seesMasked(ctx, caller)) ? maskPhones(body) : body),
  openLimit: { name: 'open', perMinute: 120 },
  description,
  takesSessions: true,
  renderError,
  renderEvent,
  eventTypes: ['*'],
}
