import { listTopics } from '@dawk/core/engagement/consent/topics.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { TopicView } from './topic-view.ts'

export const listConsentTopics = operation({
  route: 'GET /consent-topics',
  tag: 'Consent',
  scope: 'contacts:read',
  summary: 'List consent topics',
  description: 'By key, archived ones included.',
  reply: { 200: Type.Object({ data: Type.Array(TopicView) }) },
  handle: async ({ ctx, caller }) => ({ data: await listTopics(ctx.core, caller) }),
})
