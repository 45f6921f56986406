import { codeOf, fillTarget, type LinkRules, type PersonalLink } from '../../links/link.ts'
import type { LinkMaker } from './bindings.ts'

/** Makes the links of one person, and keeps what it has made. The same person gets the same links, however often they are planned. */
export function createLinkMaker(
  { prefix, tag, utm, pepper }: LinkRules,
  person: readonly string[],
): { toLink: LinkMaker; made: PersonalLink[] } {
  const made: PersonalLink[] = []
  return {
    made,
    toLink({ name, target }, { path, isSuffix }) {
      const code = codeOf(pepper, [...person, path])
      made.push({ code, name, target: fillTarget(target, () => '', utm) })
      return `${isSuffix ? '' : prefix}${tag}${code}`
    },
  }
}

/** Values that were frozen before, with links of their own for another campaign: a click counts where the link was sent. */
export function renewLinks<Params extends object | null>(
  { tag, pepper }: LinkRules,
  campaignId: string,
  { params, links }: { params: Params; links: readonly PersonalLink[] },
): { params: Params; links: PersonalLink[] } {
  const renewed = links.map((link) => ({ ...link, was: link.code, code: codeOf(pepper, [campaignId, link.code]) }))
  const text = renewed.reduce((sum, { was, code }) => sum.replaceAll(tag + was, tag + code), JSON.stringify(params))
  return {
    params: JSON.parse(text) as Params,
    links: renewed.map(({ code, name, target }) => ({ code, name, target })),
  }
}
