import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { asText } from '../json.ts'
import { libraryTemplates } from '../templates/library.ts'
import { readToken, requireKnownToken } from './access.ts'
import { collection } from './collection.ts'

interface LibraryRequest {
  Querystring: Record<string, string>
}

/** Texts that Meta has written and approved beforehand. https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/template-library */
export function templateLibraryRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<LibraryRequest>('/message_template_library', (request) => {
    requireKnownToken(ctx, readToken(request))
    const { search, topic, usecase, industry, language, name } = request.query
    const matching = libraryTemplates.filter(
      (template) =>
        (!search ||
          `${template.name} ${template.header ?? ''} ${template.body}`.toLowerCase().includes(search.toLowerCase())) &&
        (!name || template.name === name) &&
        (!topic || template.topic === topic.toUpperCase()) &&
        (!usecase || template.usecase === usecase.toUpperCase()) &&
        (!industry || template.industry.includes(industry.toUpperCase())) &&
        (!language || template.language === asText(language)),
    )
    return collection(matching, request.query, `http://${request.host}${request.url}`)
  })
}
