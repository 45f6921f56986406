import type { EventData } from '#events/catalogue.ts'
import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { Campaign } from '../campaign.ts'
import { selectActive } from '../campaign-store.ts'
import { pauseFromFact } from '../pause-campaign.ts'
import type { PauseReason } from '../pause-reasons.ts'
import { templateOf } from '../plan/plan-recipients.ts'
import type { CampaignDirectory } from './campaign-directory.ts'
import { applyDeletions, applyLinkClicks, applyMerges, applyOptOuts, applyReplies } from './people-outcomes.ts'
import { applyStatusFacts } from './status-outcomes.ts'
import { suspensionReactions } from './suspension-reactions.ts'

/** What messages, people, templates and numbers mean for campaigns, in the instant in which it becomes true. */
export function createCampaignReactions(directory: Pick<CampaignDirectory, 'findUsing'>): readonly Reaction[] {
  return [
    reaction({
      name: 'campaigns of statuses',
      types: [
        'message.status.sent',
        'message.status.delivered',
        'message.status.read',
        'message.status.failed',
        'message.status.canceled',
      ],
      react: applyStatusFacts,
    }),
    reaction({
      name: 'campaigns of replies',
      types: ['message.received'],
      react: (tx, facts) => applyReplies(tx, facts, directory),
    }),
    reaction({
      name: 'campaigns of opt-outs',
      types: ['contact.consent_changed'],
      react: (tx, facts) => applyOptOuts(tx, facts, directory),
    }),
    reaction({ name: 'campaigns of link clicks', types: ['link.clicked'], react: applyLinkClicks }),
    reaction({ name: 'campaigns of merged contacts', types: ['contact.merged'], react: applyMerges }),
    reaction({ name: 'campaigns of deleted contacts', types: ['contact.deleted'], react: applyDeletions }),
    reaction({
      name: 'campaigns of templates',
      types: [
        'template.paused',
        'template.disabled',
        'template.rejected',
        'template.deleted',
        'template.flagged',
        'template.category_changed',
      ],
      react: pauseByTemplates,
    }),
    reaction({
      name: 'campaigns of numbers',
      types: ['number.quality_changed', 'number.status_changed'],
      react: pauseByNumbers,
    }),
    ...suspensionReactions,
  ]
}

type TemplateFact = Fact<
  | 'template.paused'
  | 'template.disabled'
  | 'template.rejected'
  | 'template.deleted'
  | 'template.flagged'
  | 'template.category_changed'
>

/** Why a template stops campaigns; a category that becomes cheaper does not. */
function whyTemplate({ type, data: { name, category, previous } }: TemplateFact): string | null {
  if (type !== 'template.category_changed') return `The template ${name} is ${type.slice('template.'.length)}.`
  return category === 'MARKETING' && previous?.category !== 'MARKETING'
    ? `Meta made the template ${name} a marketing template.`
    : null
}

async function pauseByTemplates(tx: WorkerTransaction, facts: readonly TemplateFact[]): Promise<void> {
  const reasons = facts.flatMap((fact) => {
    const reason = whyTemplate(fact)
    return reason === null ? [] : [{ fact, reason }]
  })
  await pauseMatching(tx, reasons, ({ definition }, { data }) =>
    Array.from({ length: definition.variants.length + 1 }, (_, place) => templateOf(definition, place)).some(
      ({ name, language }) => name === data.name && language === data.language,
    )
      ? 'template'
      : null,
  )
}

type NumberFact = Fact<'number.quality_changed' | 'number.status_changed'>

const stoppedStatuses = new Set(['RESTRICTED', 'BANNED', 'DISCONNECTED', 'FLAGGED'])

function whyNumber(data: EventData['number.status_changed'], type: NumberFact['type']): string | null {
  if (type === 'number.quality_changed') return data.quality === 'RED' ? 'The quality of the number is RED.' : null
  if (data.canSend === 'BLOCKED') return 'Meta lets the number send nothing.'
  return data.status !== undefined && stoppedStatuses.has(data.status) ? `The number is ${data.status}.` : null
}

async function pauseByNumbers(tx: WorkerTransaction, facts: readonly NumberFact[]): Promise<void> {
  const reasons = facts.flatMap((fact) => {
    const reason = whyNumber(fact.data, fact.type)
    return reason === null ? [] : [{ fact, reason }]
  })
  await pauseMatching(tx, reasons, ({ definition }, { type, data }) => {
    if (definition.numberId !== data.numberId) return null
    return type === 'number.quality_changed' ? 'quality' : 'number'
  })
}

/** Pauses the campaigns under way that a fact concerns. */
async function pauseMatching<One extends Fact>(
  tx: WorkerTransaction,
  reasons: readonly { fact: One; reason: string }[],
  matches: (campaign: Campaign, fact: One) => PauseReason | null,
): Promise<void> {
  if (reasons.length === 0) return
  const active = await selectActive(tx, [...new Set(reasons.map(({ fact }) => fact.accountId))])
  for (const campaign of active)
    for (const { fact, reason } of reasons) {
      const by = fact.accountId === campaign.accountId ? matches(campaign, fact) : null
      if (by !== null) await pauseFromFact(tx, campaign.accountId, campaign.id, { by, reason })
    }
}
