import { isObject, listOf } from '@dawk/cloud-api/json.ts'
import { renderTemplatePreview, type TemplatePreview } from '#messaging/templates/contract/render-preview.ts'
import { checkTemplateSend } from '#messaging/templates/send-check/check-template-send.ts'
import type { Template } from '#messaging/templates/template.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { linkPrefix } from '../../links/link.ts'
import { readLinkSettings } from '../../links/link-settings.ts'
import { defaultSettings } from '../../policy/policy-settings.ts'
import { selectPolicies } from '../../policy/policy-store.ts'
import type { Campaign } from '../campaign.ts'
import { type CampaignContext, readCampaignTemplates, requireCampaign, requireNumber } from '../campaign-context.ts'
import { findTier, selectUse } from '../feed/allowance-store.ts'
import { templateContent } from '../feed/decide.ts'
import { selectRoom } from '../feed/feed-store.ts'
import { type Bindings, isBinding, isLinkBinding } from '../plan/bindings.ts'
import { earliestStart } from '../plan/local-instant.ts'
import { bindingsOf, templateOf } from '../plan/plan-recipients.ts'
import type { CheckCode, CheckFinding } from './check-codes.ts'
import { findLostLinks } from './check-links.ts'
import { estimateRun, type RunEstimate } from './estimate-run.ts'
import { type JudgedAudience, judgeAudience } from './judge-audience.ts'

export interface CampaignCheck {
  ok: boolean
  errors: CheckFinding[]
  warnings: CheckFinding[]
  /** Null: the audience cannot be read. */
  audience: Omit<JudgedAudience, 'samples' | 'latestMs'> | null
  /** Null: without an audience. */
  estimate: RunEstimate | null
  samples: { contactId: string | null; phone: string | null; variant: number; preview: TemplatePreview }[]
}

type Templates = readonly (Template | null)[]

/** Whether a campaign can be launched, whom it would reach, and until when it would run. Changes nothing. @throws GatewayError `not_found` */
export async function validateCampaign(ctx: CampaignContext, caller: Caller, id: string): Promise<CampaignCheck> {
  const { accountId } = caller
  const known = await ctx.read(caller, (db) => requireCampaign(db, caller, id))
  const number = await requireNumber(ctx, caller, known.definition.numberId)
  return ctx.read(caller, async (db) => {
    const campaign = await requireCampaign(db, caller, id)
    const { definition } = campaign
    const findings = createFindings()
    const templates = await readCampaignTemplates(db, number, definition)
    const prefix = linkPrefix(ctx.publicUrl(), await readLinkSettings(db, accountId))
    checkTemplates(findings, campaign, { templates, prefix })
    const settings = (await selectPolicies(db, [accountId])).get(accountId) ?? null
    const now = Date.now()
    const rules = { campaignId: id, definition, now, timeZone: (settings ?? defaultSettings).timeZone }
    const judging = {
      rules,
      accountId,
      settings,
      template: definition.template.name,
      category: templates[0]?.category ?? null,
      phoneNumberId: number.phoneNumberId,
    }
    const audience = await judgeAudience(db, ctx, judging).catch((error: unknown) => notUsable(findings, error))
    if (audience === null) return { ...findings.all(), audience: null, estimate: null, samples: [] }
    checkAudience(findings, audience)
    const room = await selectRoom(db, { accountId, numberId: number.id }, 1)
    const tier = await findTier(db, accountId, number.id)
    const { used, freeAt } = await selectUse(db, accountId, now)
    const estimate = estimateRun({
      count: audience.sendable,
      startMs: Math.max(now, earliestStart(definition.schedule, now)),
      perMinute: Math.min(definition.maxPerMinute ?? Number.POSITIVE_INFINITY, (room?.perSecond ?? 1000) * 60),
      allowance: tier === null ? null : Math.floor((tier * (100 - definition.reservePercent)) / 100),
      used,
      freeAtMs: freeAt === null ? null : Date.parse(freeAt),
    })
    const ends = new Date(Math.max(Date.parse(estimate.ends), audience.latestMs)).toISOString()
    checkRun(findings, campaign, { ...estimate, ends })
    const { samples, latestMs: _, ...figures } = audience
    return {
      ...findings.all(),
      audience: figures,
      estimate: { ...estimate, ends },
      samples: showSamples(campaign, templates, samples),
    }
  })
}

function createFindings() {
  const errors: CheckFinding[] = []
  const warnings: CheckFinding[] = []
  return {
    error: (code: CheckCode, field: string, message: string) => void errors.push({ code, field, message }),
    warn: (code: CheckCode, field: string, message: string) => void warnings.push({ code, field, message }),
    all: () => ({ ok: errors.length === 0, errors, warnings }),
  }
}
type Findings = ReturnType<typeof createFindings>

function notUsable(findings: Findings, error: unknown): null {
  if (!(error instanceof GatewayError) || error.code !== 'invalid_request') throw error
  for (const { field, message } of error.details) findings.error('audience_not_usable', field, message)
  return null
}

function checkTemplates(
  findings: Findings,
  { definition }: Campaign,
  { templates, prefix }: { templates: Templates; prefix: string },
): void {
  for (const [variant, template] of templates.entries()) {
    const at = variant === 0 ? '' : `variants.${variant - 1}.`
    const { name, language } = templateOf(definition, variant)
    if (template === null)
      findings.error(
        'template_missing',
        `${at}template`,
        `${name} (${language}) is not a template of this number's account`,
      )
    else checkTemplate(findings, { template, at, bindings: bindingsOf(definition, variant), prefix })
  }
}

function checkTemplate(
  findings: Findings,
  { template, at, bindings, prefix }: { template: Template; at: string; bindings: Bindings; prefix: string },
): void {
  const { name, status, category, announcedCategory, flagged } = template
  if (status !== 'APPROVED') findings.error('template_not_approved', `${at}template`, `${name} is ${status}`)
  if (announcedCategory !== null)
    findings.warn('category_changes', `${at}template`, `Meta will make ${name} ${announcedCategory}`)
  if (flagged) findings.warn('template_flagged', `${at}template`, `the quality of ${name} is falling`)
  if (category === 'MARKETING' && !hasOptOut(template))
    findings.warn('no_opt_out', `${at}template`, `${name} has neither a footer nor a quick reply to opt out by`)
  for (const { field, message } of whatDoesNotFit(template, bindings))
    findings.error('bindings_do_not_fit', `${at}bindings`, `${field} ${message}`)
  for (const { field, message } of findLostLinks(template.components, bindings, prefix))
    findings.error('link_base_mismatch', `${at}${field}`, message)
}

function hasOptOut({ components }: Template): boolean {
  return components.some(
    ({ type, buttons }) =>
      type.toUpperCase() === 'FOOTER' || listOf<{ type?: unknown }>(buttons).some((one) => one.type === 'QUICK_REPLY'),
  )
}

/** As if each binding had a short text: what is left is about the shape. */
function whatDoesNotFit(template: Template, bindings: Bindings): FieldProblem[] {
  const fill = (value: unknown, path: string): unknown => {
    if (isBinding(value) || isLinkBinding(value, path)) return '1'
    if (Array.isArray(value)) return value.map((one, place) => fill(one, `${path}.${place}`))
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, `${path}.${key}`)]))
  }
  const content = templateContent({ name: template, template }, fill(bindings, 'bindings') as Record<string, unknown>)
  return checkTemplateSend(template.contract, content['template'] as Record<string, unknown>).filter(
    ({ message }) => !/must be (?:a|an) (?:number|whole number|https?|id|link)/.test(message),
  )
}

function checkAudience(findings: Findings, { total, sendable, waiting, skipped }: JudgedAudience): void {
  if (total === 0) findings.warn('audience_empty', 'audience', 'nobody is in it')
  const missing = skipped['param_missing'] ?? 0
  if (missing > 0)
    findings.warn(
      'params_missing',
      'bindings',
      `${missing} people lack a value and have no fallback: they are left out`,
    )
  if (waiting > 0) findings.warn('some_wait', 'audience', `${waiting} of ${sendable} people have to wait at first`)
}

function checkRun(
  findings: Findings,
  { definition: { endsAt } }: Campaign,
  { ends, byDay, isLimited }: RunEstimate,
): void {
  if (isLimited)
    findings.warn(
      'takes_days',
      'audience',
      `with the daily allowance of the business it takes until ${ends} (${byDay.length} days)`,
    )
  if (endsAt !== null && Date.parse(endsAt) < Date.parse(ends))
    findings.warn('ends_early', 'endsAt', `is before ${ends}, when the last person would be sent something`)
}

function showSamples(
  { definition }: Campaign,
  templates: Templates,
  samples: JudgedAudience['samples'],
): CampaignCheck['samples'] {
  return samples.flatMap(({ recipient: { contactId, phone, variant, params } }) => {
    const template = templates[variant] ?? templates[0]
    if (!template) return []
    const content = templateContent(
      { name: templateOf(definition, variant), template },
      (params ?? {}) as Record<string, unknown>,
    )
    const sent = content['template'] as { components?: unknown[] }
    return [{ contactId, phone, variant, preview: renderTemplatePreview(template.components, sent.components ?? []) }]
  })
}
