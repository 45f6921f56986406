import { createHash } from 'node:crypto'
import type { CampaignDefinition } from '../campaign.ts'

/** Who gets nothing, to compare with. */
export const holdout = -1

/** The same person of the same campaign always gets the same, whenever and in whatever order they are planned. */
export function assignVariant(
  campaignId: string,
  person: string,
  { holdoutPercent, weight, variants }: Pick<CampaignDefinition, 'holdoutPercent' | 'weight' | 'variants'>,
): number {
  if (holdoutPercent === 0 && variants.length === 0) return 0
  const digest = createHash('sha256').update(`${campaignId}|${person}`).digest()
  if ((digest.readUInt32BE(0) / 2 ** 32) * 100 < holdoutPercent) return holdout
  const weights = [weight, ...variants.map((one) => one.weight)]
  const sum = weights.reduce((total, one) => total + one, 0)
  let left = (digest.readUInt32BE(4) / 2 ** 32) * sum
  for (const [place, one] of weights.entries()) {
    left -= one
    if (left < 0) return place
  }
  return 0
}
