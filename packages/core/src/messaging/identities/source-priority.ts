/**
 * Who is believed before whom, where two say different things of a contact: people of the business, in the dashboard or by an
 * import; then its own software; then what other systems report; at last what the person's profile says.
 */
const priority = [
  ['agent', 'import'],
  ['api'],
  ['shopify', 'woocommerce'],
  ['hubspot', 'zoho'],
  ['tally'],
  ['sheet'],
  ['whatsapp_profile'],
]

const ranks = new Map(priority.flatMap((families, rank) => families.map((family) => [family, rank] as const)))
/** Sources that the list does not name stand between the systems that it names and the profile. */
const unlisted = priority.length - 1.5

/** The lower, the more it is believed. `shopify:acme` counts as `shopify`; null is the profile. */
export function rankOf(source: string | null): number {
  const [family = ''] = (source ?? 'whatsapp_profile').split(':')
  return ranks.get(family) ?? unlisted
}
