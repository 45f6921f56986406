import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import { operation } from '#operations/operation.ts'
import { ownNumberOf } from '../../own-number.ts'
import { ownWabaOf, readAtMeta } from '../../read-at-meta.ts'
import { fields, ofNumber, ofWaba, open, queryOf, said, shapes, Text } from '../../shapes.ts'

export const list = {
  type: 'object',
  properties: { data: { type: 'array', items: open }, paging: open },
  additionalProperties: true,
}
export const page = {
  limit: { type: 'integer' },
  after: said('`paging.cursors.after` of the page before.'),
  before: Text,
}
/** The version alone. */
export const ofNothing = {
  type: 'object',
  properties: { version: ofNumber.properties['version'] },
  required: ['version'],
}

export const ofQrCode = {
  ...ofNumber,
  properties: { ...ofNumber.properties, code: { ...said('The code.'), maxLength: 64, examples: ['4O4YGZEG3RIVE1'] } },
  required: [...ofNumber.required, 'code'],
}

interface Edge {
  scope: Scope
  summary: string
}

/** An edge of a number: what Meta knows and nobody here keeps, read there after our own checks. */
export const numberEdge = (edge: string, { scope, summary }: Edge) =>
  operation({
    route: `GET /:phoneNumberId/${edge}`,
    tag: 'Phone numbers',
    scope,
    summary,
    description: 'Straight from Meta.',
    shown: shapes({ params: ofNumber, query: queryOf({ fields, ...page }), ok: list, example: { data: [] } }),
    async handle({ ctx, request, params }) {
      const number = await ownNumberOf(ctx, request, params.phoneNumberId)
      return readAtMeta(ctx, request, number, `${number.phoneNumberId}/${edge}`)
    },
  })

const wabaQuery = { start: Text, end: Text, granularity: Text, template_ids: Text, metric_types: Text }

/** The same of a business account. */
export const wabaEdge = (edge: string, { scope, summary }: Edge) =>
  operation({
    route: `GET /:wabaId/${edge}`,
    tag: 'Business accounts',
    scope,
    summary,
    description: 'Straight from Meta. Not for keys that are bound to some numbers.',
    shown: shapes({
      params: ofWaba('wabaId'),
      query: queryOf({ fields, ...page, ...wabaQuery }),
      ok: list,
      example: { data: [] },
    }),
    async handle({ ctx, request, params }) {
      const number = await ownWabaOf(ctx, request, params.wabaId)
      return readAtMeta(ctx, request, number, `${number.wabaId}/${edge}`)
    },
  })
