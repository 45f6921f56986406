import { listTemplates as listTemplatesInCore } from '@dawk/core/messaging/templates/read-templates.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { TemplatesReply } from '../template-schemas.ts'
import { toTemplateView } from '../translate-templates.ts'

const templatesPerQuery = 500

/** Those of the number that sends. */
export const listTemplates = operation({
  route: 'GET /templates',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'List templates',
  reply: { 200: TemplatesReply },
  handle: async ({ ctx, principal }) => ({ data: (await listAll(ctx, principal)).map(toTemplateView) }),
})

/** The vendor's API has no pagination, so we return everything. */
async function listAll({ core }: Pick<OperationContext, 'core'>, principal: Principal): Promise<Template[]> {
  const { numberIds } = principal
  const wabaId = principal.number?.wabaId
  const all: Template[] = []
  for (let after: string | null = null; ; ) {
    const place: { after: string | null; limit: number } = { after, limit: templatesPerQuery }
    const page: Template[] = await listTemplatesInCore(
      core,
      { accountId: principal.account.id },
      { ...(wabaId && { wabaId }), numberIds },
      place,
    )
    all.push(...page)
    after = page.at(-1)?.id ?? null
    if (page.length < templatesPerQuery) return all
  }
}
