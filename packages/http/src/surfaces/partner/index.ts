import { renderError } from '#resources/errors.ts'
import { refusals } from '#resources/refusals.ts'
import type { Dialect } from '../surface.ts'
import { description } from './description.ts'
import { operations } from './operations/index.ts'
import { refuseOthers } from './partner-access.ts'

/** For resellers: the native voice, and accounts in the plural. Its events are the partner's own, in the native format. */
export const partner: Dialect = {
  name: 'partner',
  prefix: '/api/partner/v1',
  operations,
  refusals,
  remembersAnswers: true,
  description,
  prepare: refuseOthers,
  renderError,
  renderEvent: () => null,
  eventTypes: [],
}
