import { assertScope } from '@dawk/core/tenancy/access/caller.ts'
import { operation } from '#operations/operation.ts'
import { mediaNode } from '../own-media.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { findTemplateNode } from '../own-templates.ts'
import { findOwnWaba, readAccountNode } from '../read-at-meta.ts'
import { fields, ofNode, queryOf, shapes, Text } from '../shapes.ts'
import { toTemplateNode } from '../templates.ts'
import { toNumberNode } from '../translate.ts'

/** A number as Meta has it at this moment; of a template what is known here, of a file where its bytes are. */
const phoneNumber = { id: '1234567890', display_phone_number: '+1 415 555 2671', verified_name: 'Your Name' }

export const getNode = operation({
  route: 'GET /:id',
  tag: 'Nodes',
  scope: null,
  summary: 'Get a phone number, a business account, a template, or where the bytes of a file are',
  description:
    'Wants `numbers:read`, `templates:read` or `media:read`, by what the id is of. A business account, also with `fields` of its analytics, comes straight from Meta.',
  shown: shapes({
    params: ofNode,
    query: queryOf({ fields, phone_number_id: Text }),
    ok: { type: 'object', properties: { id: Text }, required: ['id'], additionalProperties: true },
    example: phoneNumber,
  }),
  async handle({ ctx, request, accountId, caller, params, query }) {
    const { id } = params
    const ownNumber = /^\d{1,32}$/.test(id) ? await ctx.numbers.ofAccount(accountId, id) : null
    const fields = [query['fields'] ?? []].flat().join(',')
    const account = ownNumber ? null : await findOwnWaba(ctx, request, id)
    if (account) return readAccountNode(ctx, request, account)
    const template = ownNumber ? null : await findTemplateNode(ctx, request, id)
    assertScope(caller, ownNumber ? 'numbers:read' : template ? 'templates:read' : 'media:read')
    if (template) return toTemplateNode(template, fields)
    if (!ownNumber) return mediaNode(ctx, request, id)
    const number = await ownNumberOf(ctx, request, id)
    const { phoneNumberId, token, sandbox } = number
    const details = dataOf(await ctx.core.graph(sandbox).getPhoneNumber({ phoneNumberId, token }))
    const node = toNumberNode(details, fields)
    if (!/\bwebhook_configuration\b/.test(fields)) return node
    return { ...node, ...dataOf(await ctx.core.graph(sandbox).getWebhookConfiguration({ phoneNumberId, token })) }
  },
})
