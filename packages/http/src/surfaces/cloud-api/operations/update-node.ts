import { isObject } from '@dawk/cloud-api/json.ts'
import type { TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { changeAtMeta } from '@dawk/core/messaging/numbers/change-at-meta.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { chooseTarget } from '@dawk/core/messaging/numbers/set-callback.ts'
import { editTemplate } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { assertScope } from '@dawk/core/tenancy/access/caller.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyRequest } from 'fastify'
import { callerOf, principalOf } from '#auth/authentication.ts'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { requireText } from '../check-message.ts'
import { badRequest, unsupported } from '../errors.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { bodyOf, findTemplateNode, refuse, templateDeps } from '../own-templates.ts'
import { findOwnWaba, ownWabaOf } from '../read-at-meta.ts'
import { ofNode, said, shapes, Text } from '../shapes.ts'
import { components, draft } from '../template-shapes.ts'
import { parametersOf } from './writes/number-change.ts'

const callback = 'webhook_configuration'
const maxUrlLength = 200

export const updateNode = operation({
  route: 'POST /:id',
  tag: 'Nodes',
  scope: null,
  summary: 'Edit a template, set PIN or callback of a number, or switch on the insights of a business account',
  description:
    'Wants `templates:write` for a template, and `numbers:write` for a number or a business account. With an address of its own ' +
    'in `webhook_configuration` the webhooks of a number go to that server, and this host gets none of it any more; an empty one takes ' +
    'it away. Not for keys that are bound to some numbers.',
  shown: shapes({
    params: ofNode,
    body: {
      type: 'object',
      properties: {
        category: Text,
        components,
        pin: said('Of a number: six digits for two-step verification.'),
        webhook_configuration: {
          type: 'object',
          description: 'Of a number.',
          properties: {
            override_callback_uri: said('Where its webhooks go; empty: nowhere else.'),
            verify_token: Text,
          },
        },
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
    if (/^\d{1,32}$/.test(id) && (await ctx.numbers.ofAccount(accountId, id))) {
      const number = await ownNumberOf(ctx, request, id)
      const member = parametersOf(request)?.[callback] === undefined ? 'pin' : callback
      return changeNode(ctx, request, number, { id, member })
    }
    if (await findOwnWaba(ctx, request, id)) {
      const number = await ownWabaOf(ctx, request, id)
      return changeNode(ctx, request, number, { id, member: 'is_enabled_for_insights' })
    }
    return changeTemplate(ctx, request, id)
  },
})

/** Of other members a change could lead webhooks away from here; for those there are operations of their own. */
async function changeNode(
  ctx: OperationContext,
  request: FastifyRequest,
  number: NumberRow,
  { id, member }: { id: string; member: string },
): Promise<object> {
  assertScope(callerOf(request), 'numbers:write')
  const body: Record<string, unknown> = { ...parametersOf(request) }
  const [name] = Object.keys(body).filter((one) => one !== member && one !== 'messaging_product')
  if (name !== undefined) throw badRequest(`Unexpected key "${name.slice(0, 64)}": only ${member} can be changed here.`)
  if (body[member] === undefined) throw badRequest(`The parameter ${member} is required.`)
  if (member === callback) body[callback] = readCallbackTarget(ctx, request, number, body[callback])
  const action = 'number.settings_changed'
  const change = { method: 'POST', path: id, action, scope: 'numbers:write', body } as const
  return dataOf(await changeAtMeta(ctx.core, callerOf(request), number, change))
}

/** Under the rules of the callback of a whole business account. What is empty takes the address of the number away. */
function readCallbackTarget(
  { numberSetup, egress }: Pick<OperationContext, 'egress' | 'numberSetup'>,
  request: FastifyRequest,
  { sandbox }: NumberRow,
  given: unknown,
): object {
  assertMayManageNumbers(principalOf(request))
  if (!isObject(given)) throw badRequest(`Param ${callback} must be a JSON object.`)
  if (given['override_callback_uri'] === '') return { override_callback_uri: '' }
  const url = requireText(given['override_callback_uri'], 'override_callback_uri', maxUrlLength)
  const verifyToken = requireText(given['verify_token'], 'verify_token', maxUrlLength)
  const target = chooseTarget({ ...numberSetup, egress }, sandbox, { url, verifyToken })
  return { override_callback_uri: target.url, verify_token: target.verifyToken }
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
