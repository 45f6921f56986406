import { getTemplate as getTemplateInCore } from '@dawk/core/messaging/templates/read-templates.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { templateId } from './template-id.ts'

const ContractView = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  examples: [
    {
      type: 'object',
      properties: { body: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 } },
      required: ['body'],
    },
  ],
})

export const getTemplateContract = operation({
  route: 'GET /templates/:id/contract',
  of: templateId,
  tag: 'Templates',
  scope: 'templates:read',
  refuses: ['not_found'],
  summary: 'Get the contract of a template',
  description:
    'JSON Schema (2020-12) of the values that the template takes: `{header?, body?, buttons?, limited_time_offer?, cards?}`. ' +
    'Each send is compared with it; `POST /v1/templates/{id}/preview` takes values of this shape.',
  reply: { 200: ContractView },
  async handle({ ctx, caller, id }) {
    const { contract } = await getTemplateInCore(ctx.core, caller, id)
    const { 'x-slots': _, ...schema } = contract
    return schema
  },
})
