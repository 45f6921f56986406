import { createHmac, randomInt } from 'node:crypto'

/** What holds for the links of an account. */
export interface LinkSettings {
  /** A host of the account's own that leads here; null: that of the gateway. */
  baseUrl: string | null
  /** Where links may lead, subdomains included; none: anywhere. */
  allowedDomains: readonly string[]
  /** Parameters that are added to each target, such as utm_source. */
  utm: Readonly<Record<string, string>>
  expiresDays: number
}

export const defaultLinkSettings: LinkSettings = { baseUrl: null, allowedDomains: [], utm: {}, expiresDays: 365 }

/** A link that is to be made: where it leads, and under which name it is counted. */
export interface LinkRequest {
  name: string
  target: string
}

/** A link of one person. */
export interface PersonalLink extends LinkRequest {
  /** Without the tag of the account. */
  code: string
}

/** How the links of an account are made at one instant. */
export interface LinkRules {
  /** Stands before the code: `https://go.example.com/l/`. */
  prefix: string
  tag: string
  utm: Readonly<Record<string, string>>
  expiresAt: string
  /** Of this installation alone: nobody else can tell the code of another person. */
  pepper: Buffer
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = BigInt(alphabet.length)
const tagLength = 6
const codeLength = 10

export const newTag = (): string =>
  Array.from({ length: tagLength }, () => alphabet[randomInt(alphabet.length)]).join('')

/** Ten characters that follow from who gets the link, so that a plan done again makes the same one, and that nobody can guess. */
export function codeOf(pepper: Buffer, parts: readonly (string | number)[]): string {
  const digest = createHmac('sha256', pepper).update(JSON.stringify(parts)).digest()
  let number = digest.readBigUInt64BE(0)
  let code = ''
  while (code.length < codeLength) {
    code += alphabet[Number(number % base)]
    number /= base
  }
  return code
}

/** The tag and the code of a link; null: the text is no code. */
export function splitCode(text: string): { tag: string; code: string } | null {
  return /^[0-9A-Za-z]{16}$/.test(text) ? { tag: text.slice(0, tagLength), code: text.slice(tagLength) } : null
}

export const linkPrefix = (publicUrl: string, { baseUrl }: Pick<LinkSettings, 'baseUrl'>): string =>
  `${(baseUrl ?? publicUrl).replace(/\/$/, '')}/l/`

/** Programs that look at a link before a person does, or instead of one. */
const robots =
  /bot\b|crawl|spider|preview|facebookexternalhit|facebookcatalog|meta-external|whatsapp|telegram|slack|discord|skype|linkedin|twitter|embed|curl|wget|python|java\/|okhttp|go-http|headless|monitor|scan|proofpoint|mimecast|barracuda|google-read-aloud|googleimageproxy|bingpreview|safelinks/i

/** Whether a request of a link is no click of a person. */
export function isRobot({
  method,
  userAgent,
  purpose,
}: {
  method: string
  userAgent: string | undefined
  purpose: string | undefined
}): boolean {
  return method !== 'GET' || !userAgent || robots.test(userAgent) || /prefetch|preview|prerender/i.test(purpose ?? '')
}

const placeholder = /\{\{\s*([\w .-]{1,80}?)\s*\}\}/g

/** A target with the values of a person in its path and parameters, and with the parameters of the account. */
export function fillTarget(
  target: string,
  valueFor: (source: string) => string,
  utm: Readonly<Record<string, string>>,
): string {
  const url = new URL(target.replaceAll(placeholder, (_, source: string) => encodeURIComponent(valueFor(source))))
  for (const [name, value] of Object.entries(utm)) if (!url.searchParams.has(name)) url.searchParams.set(name, value)
  return url.href
}

/** The sources that a target names in its placeholders. */
export const sourcesOf = (target: string): string[] =>
  [...target.matchAll(placeholder)].map(([, source = '']) => source)

const maxTarget = 2000

/** What is wrong with a target; null: nothing. */
export function problemOfTarget(target: unknown, allowedDomains: readonly string[]): string | null {
  if (typeof target !== 'string' || target.length > maxTarget)
    return `must be a text of ${maxTarget} characters at most`
  const [, host = ''] = /^https?:\/\/([^/?#]*)/i.exec(target) ?? []
  const url = URL.parse(target.replaceAll(placeholder, 'x'))
  if (url === null || host === '' || host.includes('{') || host.includes('@'))
    return `must be an address such as https://shop.example.com/sale, with placeholders after its host alone (given: ${target.slice(0, 200)})`
  const isAllowed =
    allowedDomains.length === 0 ||
    allowedDomains.some((one) => url.hostname === one || url.hostname.endsWith(`.${one}`))
  return isAllowed
    ? null
    : `must lead to one of the allowed domains: ${allowedDomains.join(', ')} (given: ${url.hostname})`
}
