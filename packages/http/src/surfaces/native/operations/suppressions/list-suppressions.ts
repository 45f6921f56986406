import { listSuppressions as listSuppressionsInCore } from '@dawk/core/engagement/suppressions/suppressions.ts'
import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { Scope, SuppressionView, toSuppressionView } from './suppression-view.ts'

export const listSuppressions = list({
  route: 'GET /suppressions',
  tag: 'Consent',
  scope: 'contacts:read',
  summary: 'List suppressions',
  description: 'Latest first. By `phone` those of erased people are found too.',
  filters: {
    phone: Type.Optional(Type.String({ maxLength: 40, description: 'must be a phone number with its country code' })),
    scope: Type.Optional(Scope),
  },
  item: SuppressionView,
  async read({ ctx, caller }, { after: before, limit }, { phone, scope }) {
    const read = phone === undefined ? null : readPhone(phone, 'written')
    if (read && 'problem' in read)
      throw new GatewayError('invalid_request', 'Validation failed.', {
        details: [{ field: 'phone', message: read.problem }],
      })
    return listSuppressionsInCore(ctx.core, caller, { before, limit, phone: read?.phone, scope })
  },
  view: toSuppressionView,
})
