import { bearerKey, type SurfaceDescription } from '#openapi/document.ts'

export const description: SurfaceDescription = {
  title: 'Wonestop WhatsApp API',
  description: 'Send approved templates with their variables, look templates up, and follow messages by their id.',
  tags: { Messages: 'Send and follow.', Templates: 'What there is to send.' },
  security: bearerKey,
}
