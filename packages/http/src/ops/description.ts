import type { SurfaceDescription } from '../openapi/document.ts'

export const operationsDescription: SurfaceDescription = {
  title: 'Operations',
  description:
    'What operators and other services call: health, metrics, and the callbacks of Meta and of the payment provider.',
  tags: {
    Health: 'For load balancers and supervisors.',
    Metrics: 'For Prometheus.',
    Files: 'By links that expire.',
    Events: 'What other systems post.',
    Links: 'That campaigns and drips send to people.',
    Callbacks: 'For Meta and for the payment provider; both sign what they send.',
  },
  security: null,
}

/** What a callback answers when it refuses. */
export const Refusal = {
  type: 'object',
  properties: { success: { const: false }, error: { type: 'string' } },
  required: ['success', 'error'],
  title: 'Refusal',
  examples: [{ success: false, error: 'The signature does not match.' }],
}
