import type { TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { changeAtMeta } from '@dawk/core/messaging/numbers/change-at-meta.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { editTemplate } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { assertScope } from '@dawk/core/tenancy/access/caller.ts'
import type { FastifyRequest } from 'fastify'
import { callerOf, principalOf } from '#auth/authentication.ts'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { badRequest, unsupported } from '../errors.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { bodyOf, findTemplateNode, refuse, templateDeps } from '../own-templates.ts'
import { findOwnWaba, ownWabaOf } from '../read-at-meta.ts'
import { ofNode, said, shapes, Text } from '../shapes.ts'
import { components, draft } from '../template-shapes.ts'
import { parametersOf } from './writes/number-change.ts'

export const updateNode = operation({
  route: 'POST /:id',
  tag: 'Nodes',
  scope: null,
  summary: 'Edit a template, set the PIN of a number, or switch on the insights of a business account',
  description: 'Wants `templates:write` for a template, and `numbers:write` for a number or a business account.',
  shown: shapes({
    params: ofNode,
    body: {
      type: 'object',
      properties: {
        category: Text,
        components,
        pin: said('Of a number: six digits for two-step verification.'),
        is_enabled_for_insights: { type: 'boolean', description: 'Of a business account.' },
      },
      examples: [{ components: draft.components }],
    },
    ok: {
      type: 'object',
      properties: { success: { type: 'boolean' }, id: Text, name: Text, category: Text },
      required: ['success'],
      additionalProperties: true,
    },
    example: { success: true, id: '1000000000000002', name: 'order_ready', category: 'UTILITY' },
  }),
  async handle({ ctx, accountId, request, params: { id } }): Promise<object> {
    if (/^\d{1,32}$/.test(id) && (await ctx.numbers.ofAccount(accountId, id)))
      return changeNode(ctx, request, await ownNumberOf(ctx, request, id), { id, member: 'pin' })
    if (await findOwnWaba(ctx, request, id)) {
      const number = await ownWabaOf(ctx, request, id)
      return changeNode(ctx, request, number, { id, member: 'is_enabled_for_insights' })
    }
    return changeTemplate(ctx, request, id)
  },
})

/** Of other members a change could lead webhooks away from here; for those there are operations of their own. */
async function changeNode(
  { core }: OperationContext,
  request: FastifyRequest,
  number: NumberRow,
  { id, member }: { id: string; member: string },
): Promise<object> {
  assertScope(callerOf(request), 'numbers:write')
  const body = parametersOf(request) ?? {}
  const [name] = Object.keys(body).filter((one) => one !== member && one !== 'messaging_product')
  if (name !== undefined) throw badRequest(`Unexpected key "${name.slice(0, 64)}": only ${member} can be changed here.`)
  if (body[member] === undefined) throw badRequest(`The parameter ${member} is required.`)
  const action = 'number.settings_changed'
  const change = { method: 'POST', path: id, action, scope: 'numbers:write', body } as const
  return dataOf(await changeAtMeta(core, callerOf(request), number, change))
}

async function changeTemplate(ctx: OperationContext, request: FastifyRequest, id: string): Promise<object> {
  assertScope(callerOf(request), 'templates:write')
  const template = await findTemplateNode(ctx, request, id)
  if (!template) throw unsupported('POST', id)
  const edit = bodyOf(request) as TemplateEdit
  const deps = templateDeps(ctx, principalOf(request))
  const edited = await editTemplate(deps, callerOf(request), template.id, edit).catch(refuse)
  return { success: true, id: edited.metaId, name: edited.name, category: edited.category }
}
