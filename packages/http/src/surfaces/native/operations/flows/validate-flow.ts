import { validateDocument } from '@dawk/core/engagement/bots/publish-flow.ts'
import { operation } from '#operations/operation.ts'
import { DocumentBody, ValidationView } from '../../schemas/flow-schemas.ts'

export const validateFlow = operation({
  route: 'POST /flows/validate',
  tag: 'Flows',
  scope: 'automations:read',
  cost: 5,
  summary: 'Validate a flow',
  description: 'What publishing the document would say, with the results of its tests. Nothing is stored.',
  body: DocumentBody,
  reply: { 200: ValidationView },
  async handle({ ctx, caller, body: { spec } }) {
    const { errors, warnings, tests } = await validateDocument(ctx.core, caller, spec)
    return { errors: [...errors], warnings: [...warnings], tests: [...tests] }
  },
})
