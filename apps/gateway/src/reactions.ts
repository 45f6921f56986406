import type { PricingDirectory } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import { createChargeReaction } from '@dawk/core/commerce/wallet/settle-charges.ts'
import type { BotDirectory } from '@dawk/core/engagement/bots/bot-directory.ts'
import { createBotReactions } from '@dawk/core/engagement/bots/turns/bot-reactions.ts'
import type { CampaignDirectory } from '@dawk/core/engagement/campaigns/outcome/campaign-directory.ts'
import { createCampaignReactions } from '@dawk/core/engagement/campaigns/outcome/campaign-reactions.ts'
import { createConsentReactions } from '@dawk/core/engagement/consent/signals/consent-reactions.ts'
import type { DripDirectory } from '@dawk/core/engagement/drips/drip-directory.ts'
import { createDripReactions } from '@dawk/core/engagement/drips/drip-reactions.ts'
import { createInboxReactions } from '@dawk/core/engagement/inbox/assignment/inbox-reactions.ts'
import { createSearchReaction } from '@dawk/core/engagement/inbox/search/search.ts'
import type { InboxDirectory } from '@dawk/core/engagement/inbox/settings/inbox-directory.ts'
import { createClockReaction } from '@dawk/core/engagement/inbox/sla/clocks.ts'
import type { PolicyDirectory } from '@dawk/core/engagement/policy/policy-directory.ts'
import { createPolicyReactions } from '@dawk/core/engagement/policy/policy-reactions.ts'
import { createErasureReaction } from '@dawk/core/engagement/suppressions/erasure-suppression.ts'
import { incomingMerges } from '@dawk/core/integrations/incoming/merge-reaction.ts'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'
import { createReactor } from '@dawk/core/tenancy/reactions.ts'

interface ReactionDeps {
  secrets: () => SecretBox
  policies: Pick<PolicyDirectory, 'findAll'>
  inboxes: Pick<InboxDirectory, 'findAll'>
  campaigns: Pick<CampaignDirectory, 'findUsing'>
  drips: Pick<DripDirectory, 'findUsing'>
  pricing: Pick<PricingDirectory, 'findAll'>
  bots: Pick<BotDirectory, 'findUsing'>
}

/** Every reaction there is, in the order in which they run. The rooms that emit the facts know none of them. */
export function createReactions({ secrets, policies, inboxes, campaigns, drips, pricing, bots }: ReactionDeps) {
  return createReactor([
    createChargeReaction(pricing), // wallets are locked before the counters of campaigns, as where a campaign hands over
    ...createConsentReactions({ secrets, policies }),
    ...createPolicyReactions({ policies }),
    createErasureReaction(secrets),
    ...createInboxReactions({ inboxes }),
    createClockReaction({ inboxes }),
    createSearchReaction(),
    ...createCampaignReactions(campaigns),
    ...createBotReactions(bots),
    ...createDripReactions(drips),
    incomingMerges,
  ])
}
