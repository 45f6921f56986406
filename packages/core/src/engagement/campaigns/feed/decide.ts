import { priorities } from '#messaging/messages/message.ts'
import type { SendCommand } from '#messaging/messages/send/send-command.ts'
import { plainSend, type SendRequest } from '#messaging/messages/send/send-request.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import { toTemplateComponents } from '#messaging/templates/contract/template-parameters.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import type { KnownTemplate } from '#messaging/templates/template-store.ts'
import { GatewayError } from '#platform/errors.ts'
import { type PolicyReason, policyReasons } from '../../policy/policy-reasons.ts'
import { quietUntil } from '../../policy/quiet-hours.ts'
import type { Campaign, TemplateName } from '../campaign.ts'
import { templateOf } from '../plan/plan-recipients.ts'
import type { QueuedRecipient } from './feed-store.ts'
import { type Decision, metadataOf } from './hand-over.ts'

/** The checks of the one way in, without accepting. Each answer by its place. */
type CheckSends = (requests: readonly SendRequest[]) => Promise<(SendCommand | GatewayError)[]>

export interface DecideDeps {
  check: CheckSends
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
}

/** Nothing can be sent for now, whoever the person is. */
export class CampaignObstacle extends Error {
  readonly reason: 'template' | 'number'
  constructor(reason: 'template' | 'number', message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * What becomes of those whose turn has come: checked as every message is, with the policy engine among the checks.
 * @throws CampaignObstacle; GatewayError for what has to be tried again later
 */
export async function decide(
  deps: DecideDeps,
  { campaign, number }: { campaign: Campaign; number: NumberRow },
  recipients: readonly QueuedRecipient[],
  now: number,
): Promise<Decision[]> {
  const { quietHours } = campaign.definition
  const quiet = recipients.map(({ zone }) => quietHours && quietUntil(now, zone, quietHours))
  const awake = recipients.filter((_, place) => quiet[place] === null)
  const sleeping = recipients.flatMap((recipient, place): Decision[] => {
    const until = quiet[place] ?? null
    return until === null
      ? []
      : [{ kind: 'wait', recipient, reason: 'quiet_hours', until: new Date(until).toISOString() }]
  })
  const contents = await readTemplates(deps, campaign, number)
  const requests = awake.map((recipient) => toRequest({ campaign, number, contents }, recipient))
  const outcomes = requests.length === 0 ? [] : await deps.check(requests)
  return [...sleeping, ...awake.map((recipient, place) => toDecision(recipient, outcomes[place], now))]
}

type Contents = ReadonlyMap<number, { name: TemplateName; template: KnownTemplate }>

/** The template of each variant. @throws CampaignObstacle when one of them cannot be sent */
async function readTemplates(
  { templates }: Pick<DecideDeps, 'templates'>,
  { definition }: Pick<Campaign, 'definition'>,
  { accountId, wabaId }: Pick<NumberRow, 'accountId' | 'wabaId'>,
): Promise<Contents> {
  const contents = new Map<number, { name: TemplateName; template: KnownTemplate }>()
  if (wabaId === null) throw new CampaignObstacle('number', 'The WhatsApp Business Account of the number is not known.')
  for (let variant = 0; variant <= definition.variants.length; variant += 1) {
    const name = templateOf(definition, variant)
    const templateName = { accountId, wabaId, ...name }
    const { template } = templates.peek(templateName) ?? (await templates.find(templateName))
    if (template?.status !== 'APPROVED')
      throw new CampaignObstacle(
        'template',
        `The template ${name.name} (${name.language}) is ${template?.status ?? 'not there'}.`,
      )
    contents.set(variant, { name, template })
  }
  return contents
}

function toRequest(
  { campaign, number, contents }: { campaign: Campaign; number: NumberRow; contents: Contents },
  { seq, phone, userId, variant, params }: QueuedRecipient,
): SendRequest {
  const content = contents.get(variant) ?? contents.get(0)
  if (!content) throw new Error('A campaign has at least one template')
  return {
    ...plainSend,
    policy: 'fail', // a campaign never risks a second message
    accountId: number.accountId,
    number,
    to: { phone, userId },
    type: 'template',
    content: templateContent(content, params ?? {}),
    metadata: metadataOf(campaign.id, seq),
    priority: priorities.bulk,
    waits: false,
    idempotency: null,
  }
}

/** Meta's object of a template with values. */
export function templateContent(
  { name, template }: { name: TemplateName; template: Pick<KnownTemplate, 'contract'> },
  params: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const components = toTemplateComponents(template.contract, params)
  return {
    type: 'template',
    template: { name: name.name, language: { code: name.language }, ...(components.length > 0 && { components }) },
  }
}

/** Refusals that speak of one message. All others are tried again later. */
const ofMessage = new Set([
  'invalid_request',
  'not_found',
  'conflict',
  'forbidden',
  'window_closed',
  'template_mismatch',
  'media_refused',
])
/** Of a template that is stopped, or gone. */
const ofTemplate = new Set([132001, 132015, 132016])

function toDecision(
  recipient: QueuedRecipient,
  outcome: SendCommand | GatewayError | undefined,
  now: number,
): Decision {
  if (outcome === undefined) throw new Error('A message was not checked')
  if (!(outcome instanceof GatewayError)) return { kind: 'send', recipient, command: outcome }
  if (outcome.code === 'not_sendable') return toPolicyDecision(recipient, outcome, now)
  if (outcome.metaCode !== null && ofTemplate.has(outcome.metaCode))
    throw new CampaignObstacle('template', outcome.message)
  if (ofMessage.has(outcome.code)) return { kind: 'skip', recipient, reason: 'not_valid' }
  throw outcome
}

function toPolicyDecision(recipient: QueuedRecipient, { reason, obstacle }: GatewayError, now: number): Decision {
  const known = reason ?? 'not_valid'
  const effect = Object.hasOwn(policyReasons, known) ? policyReasons[known as PolicyReason].effect : 'refuse'
  const until = obstacle?.until ?? null
  if (effect !== 'wait' || until === null) return { kind: 'skip', recipient, reason: known }
  return {
    kind: 'wait',
    recipient,
    reason: known,
    until: new Date(Math.max(Date.parse(until), now + 1000)).toISOString(),
  }
}
