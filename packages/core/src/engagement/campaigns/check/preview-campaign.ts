import { createHash, randomUUID } from 'node:crypto'
import { assertReachableContact } from '#messaging/identities/reachable-contact.ts'
import { priorities } from '#messaging/messages/message.ts'
import { plainSend } from '#messaging/messages/send/send-request.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import { renderTemplatePreview, type TemplatePreview } from '#messaging/templates/contract/render-preview.ts'
import type { Template } from '#messaging/templates/template.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { LinkRules, PersonalLink } from '../../links/link.ts'
import { openLinkRules } from '../../links/link-settings.ts'
import { insertLinks } from '../../links/link-store.ts'
import type { Campaign } from '../campaign.ts'
import { type CampaignContext, readCampaignTemplates, requireCampaign, requireNumber } from '../campaign-context.ts'
import { templateContent } from '../feed/decide.ts'
import { assignVariant, holdout } from '../plan/assign-variant.ts'
import { type LinkMaker, renderBindings } from '../plan/bindings.ts'
import { createLinkMaker } from '../plan/personal-links.ts'
import { bindingsOf, factsOf, ofContact, templateOf } from '../plan/plan-recipients.ts'
import { selectAudience } from '../plan/plan-store.ts'

export interface PersonPreview {
  contactId: string
  /** Which content they get; -1: they are in the holdout and get nothing. */
  variant: number
  /** Places of the bindings without a value. */
  missing: readonly string[]
  preview: TemplatePreview
}

interface Rendered extends PersonPreview {
  content: Record<string, unknown>
  phone: string | null
  userId: string | null
  number: NumberRow
}

/** What a person would see. @throws GatewayError `not_found`; `conflict` while the template is not known */
export async function previewCampaign(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
  { contactId, variant }: { contactId: string; variant?: number | undefined },
): Promise<PersonPreview> {
  const { missing, preview, ...rendered } = await renderFor(ctx, caller, id, { contactId, variant })
  return { contactId, variant: rendered.variant, missing, preview }
}

async function renderFor(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
  { contactId, variant: variantName, toLink }: { contactId: string; variant?: number | undefined; toLink?: LinkMaker },
): Promise<Rendered> {
  const { definition } = await ctx.read(caller, (db) => requireCampaign(db, caller, id))
  const number = await requireNumber(ctx, caller, definition.numberId)
  return ctx.read(caller, async (db) => {
    await assertReachableContact(db, caller, contactId)
    const [contact] = await selectAudience(db, caller.accountId, ({ bind }) => `c.id = ${bind(contactId)}::uuid`, {
      after: null,
      limit: 1,
    })
    if (!contact) throw new GatewayError('not_found', 'There is no such contact in this account.')
    const variant = variantName ?? assignVariant(id, contactId, definition)
    const template = templateFor(await readCampaignTemplates(db, number, definition), definition, variant)
    const { params, missing } = renderBindings(bindingsOf(definition, variant), factsOf(ofContact(contact)), toLink)
    const content = templateContent({ name: templateOf(definition, variant), template }, params)
    const sent = content['template'] as { components?: unknown[] }
    const preview = renderTemplatePreview(template.components, sent.components ?? [])
    return { contactId, variant, missing, preview, content, number, phone: contact.phone, userId: contact.userId }
  })
}

function templateFor(
  templates: readonly (Template | null)[],
  definition: Campaign['definition'],
  variant: number,
): Template {
  const template = templates[variant === holdout ? 0 : variant]
  if (template) return template
  const { name, language } = templateOf(definition, variant)
  throw new GatewayError('conflict', `The template ${name} (${language}) is not there, or was not read from Meta yet.`)
}

export interface TestSend {
  contactId: string
  messageId: string | null
  error: string | null
}

/** Sends a campaign to some people at once, apart from its audience and figures. @throws GatewayError `not_found` */
export async function testCampaign(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
  { contactIds, variant }: { contactIds: readonly string[]; variant?: number | undefined },
): Promise<TestSend[]> {
  assertScope(caller, 'campaigns:write')
  const sends: TestSend[] = []
  for (const contactId of contactIds) sends.push(await testOne(ctx, caller, id, { contactId, variant: variant ?? 0 }))
  return sends
}

async function testOne(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
  to: { contactId: string; variant: number },
): Promise<TestSend> {
  const { contactId } = to
  try {
    const rules = await openLinkRules(ctx.worker, ctx, caller.accountId)
    const { toLink, made } = createLinkMaker(rules, [id, contactId, randomUUID()])
    const { content, number, phone, userId, missing } = await renderFor(ctx, caller, id, { ...to, toLink })
    if (missing.length > 0) return { contactId, messageId: null, error: `has no value for ${missing.join(', ')}` }
    await storeTestLinks(ctx, { accountId: caller.accountId, campaignId: id, contactId, rules }, made)
    const key = `campaign-test:${id}:${randomUUID()}`
    const accepted = await ctx.send({
      ...plainSend,
      ...{ accountId: caller.accountId, number, to: { phone, userId }, type: 'template', content },
      metadata: { campaignTest: id },
      priority: priorities.utility,
      idempotency: { key, fingerprint: createHash('sha256').update(key).digest() },
    })
    return { contactId, messageId: accepted.id, error: null }
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code === 'database_unavailable' || error.code === 'overloaded')
      throw error
    return { contactId, messageId: null, error: error.message }
  }
}

/** Links of a test lead where they should, and count for nobody. */
async function storeTestLinks(
  { worker }: Pick<CampaignContext, 'worker'>,
  {
    accountId,
    campaignId,
    contactId,
    rules,
  }: { accountId: string; campaignId: string; contactId: string; rules: LinkRules },
  made: readonly PersonalLink[],
): Promise<void> {
  const base = { origin: 'campaign' as const, originId: campaignId, seq: 0, contactId }
  const times = { createdAt: new Date().toISOString(), expiresAt: rules.expiresAt }
  await insertLinks(
    worker,
    accountId,
    made.map((link) => ({ ...base, ...times, ...link })),
  )
}
