import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SecretBox } from '#platform/secrets.ts'

interface MediaLink {
  url: string
  /** ISO 8601. */
  expiresAt: string
}

export interface MediaLinks {
  /** A link to the bytes for whoever holds it, until it expires. Only to be given to the account that owns the file. */
  linkTo(mediaId: string, lifeSeconds?: number): MediaLink
  /** Takes the same time whatever is wrong. */
  isValid(mediaId: string, expires: string, signature: string): boolean
}

const usualLifeSeconds = 3600

/** @param baseUrl how the outside reaches this host */
export function createMediaLinks(secrets: Pick<SecretBox, 'pepper'>, baseUrl: () => string): MediaLinks {
  const key = secrets.pepper('media-links')
  const sign = (mediaId: string, expires: string) => createHmac('sha256', key).update(`${mediaId}|${expires}`).digest()
  return {
    linkTo(mediaId, lifeSeconds = usualLifeSeconds) {
      const at = Math.ceil(Date.now() / 1000) + lifeSeconds
      const signature = sign(mediaId, String(at)).toString('base64url')
      return {
        url: `${baseUrl()}/media/${mediaId}?expires=${at}&signature=${signature}`,
        expiresAt: new Date(at * 1000).toISOString(),
      }
    },
    isValid(mediaId, expires, signature) {
      const expected = sign(mediaId, expires)
      const given = Buffer.from(signature, 'base64url')
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected)
      return isSigned && /^\d{1,12}$/.test(expires) && Number(expires) * 1000 > Date.now()
    },
  }
}
