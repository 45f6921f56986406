/** Families of sources, the most believed ones first; those of one group are believed alike. */
export type SourcePriority = readonly (readonly string[])[]

/** The lower, the more a source is believed. `shopify:acme` counts as `shopify`; null is the profile. */
export type RankOf = (source: string | null) => number

/**
 * Who is believed before whom, where two say different things of a contact and the account has set nothing: people of the business, in
 * the dashboard or by an import; then its own software; then what other systems report; at last what the person's profile says.
 */
export const defaultPriority: SourcePriority = [
  ['agent', 'import'],
  ['api'],
  ['shopify', 'woocommerce'],
  ['hubspot', 'zoho'],
  ['tally'],
  ['sheet'],
  ['whatsapp_profile'],
]

/** Sources that the list does not name stand just before the profile or, where that is not named either, at the end. */
export function rankBy(priority: SourcePriority): RankOf {
  const ranks = new Map(priority.flatMap((families, rank) => families.map((family) => [family, rank] as const)))
  const profile = ranks.get('whatsapp_profile') ?? priority.length
  return (source) => {
    const [family = ''] = (source ?? 'whatsapp_profile').split(':')
    return ranks.get(family) ?? (family === 'whatsapp_profile' ? profile : profile - 0.5)
  }
}
