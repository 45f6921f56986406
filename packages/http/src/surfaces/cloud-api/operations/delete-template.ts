import { deleteTemplate as deleteTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import type { FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { badRequest, unsupported } from '../errors.ts'
import { findTemplateNode, ownWaba, refuse, templateDeps, textOf } from '../own-templates.ts'
import { Done, ofWaba, queryOf, said, shapes, Text } from '../shapes.ts'

export const deleteTemplate = operation({
  route: 'DELETE /:id/message_templates',
  tag: 'Templates',
  scope: 'templates:write',
  summary: 'Delete a template',
  description: '`name` alone: in every language; with `hsm_id` that version; `hsm_ids` alone: each of these.',
  shown: shapes({
    params: ofWaba('id'),
    query: queryOf({ name: Text, hsm_id: Text, hsm_ids: said('A list of 1 to 100 ids, as JSON.') }),
    ok: Done,
    example: { success: true },
  }),
  async handle({ ctx, caller, request, principal, params }) {
    const wabaId = await ownWaba(ctx, request, params.id)
    for (const which of await findDeletable(ctx, request, wabaId))
      await deleteTemplateInCore(templateDeps(ctx, principal), caller, which).catch(refuse)
    return { success: true }
  },
})

/** `name` alone: every language; with `hsm_id` that version; `hsm_ids` alone: all of these, or none when one is not there. */
async function findDeletable(ctx: OperationContext, request: FastifyRequest, wabaId: string) {
  const [name, id, ids] = ['name', 'hsm_id', 'hsm_ids'].map((one) => textOf(request.query, one))
  const own = async (one: string) => {
    const template = await findTemplateNode(ctx, request, one)
    if (template?.wabaId !== wabaId || (name !== undefined && template.name !== name)) throw unsupported('DELETE', one)
    return { id: template.id }
  }
  if (ids !== undefined) return Promise.all(readIds(ids, name === undefined && id === undefined).map(own))
  if (!name) throw badRequest('The parameter name is required.')
  return id === undefined ? [{ wabaId, name }] : [await own(id)]
}

const maxIds = 100

/** Digits, which as numbers might lose their end. */
function readIds(text: string, isAlone: boolean): string[] {
  const ids = /^\s*\[[\s\d",]*\]\s*$/.test(text) ? [...new Set(text.match(/\d+/g) ?? [])] : []
  if (isAlone && ids.length > 0 && ids.length <= maxIds) return ids
  throw badRequest(`Param hsm_ids must be a list of 1 to ${maxIds} ids, without name and hsm_id.`)
}
