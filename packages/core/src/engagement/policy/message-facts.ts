import { createHash } from 'node:crypto'
import { isObject } from '@dawk/cloud-api/json.ts'
import { marketingFrom, type Purpose } from '../consent/consent-state.ts'
import type { MessageFacts } from './decide-policy.ts'
import type { PolicySettings } from './policy-settings.ts'

const purposeOfCategory: Readonly<Record<string, Purpose>> = {
  AUTHENTICATION: 'authentication',
  UTILITY: 'utility',
  MARKETING: 'marketing',
}

/** Name and language of the template that Meta's object names; null: it is no template. */
export function templateOf(content: Readonly<Record<string, unknown>>): { name: string; language: string } | null {
  const template = content['template']
  if (!isObject(template) || typeof template['name'] !== 'string') return null
  const language = isObject(template['language']) ? template['language']['code'] : null
  return { name: template['name'], language: typeof language === 'string' ? language : '' }
}

interface Sending {
  /** Meta's object. */
  content: Readonly<Record<string, unknown>>
  /** Of the template; null: not known, or none. */
  category: string | null
  /** Meta's id of the number that sends. */
  phoneNumberId: string
}

/**
 * For what a message is sent. A template of which we do not know the category counts as marketing, so nobody who said stop
 * hears again because a template was not read yet.
 */
export function toMessageFacts(
  { content, category, phoneNumberId }: Sending,
  { templateTopics }: Pick<PolicySettings, 'templateTopics'>,
): MessageFacts {
  const template = templateOf(content)
  if (template === null) return { purpose: 'service', topic: null, number: null, template: null, digest: null }
  const purpose = purposeOfCategory[category ?? ''] ?? 'marketing'
  const topic = purpose === 'marketing' ? templateTopics[template.name] : undefined
  return {
    purpose,
    topic: topic === undefined ? null : `marketing.${topic}`,
    number: purpose === 'marketing' ? marketingFrom(phoneNumberId) : null,
    template: template.name,
    digest: createHash('sha256').update(JSON.stringify(content['template'])).digest('base64url').slice(0, 22),
  }
}
