import { operation } from '#operations/operation.ts'
import { unsupported } from '../../errors.ts'
import { anyNumberOf, readAtMeta } from '../../read-at-meta.ts'
import { queryOf, shapes, Text } from '../../shapes.ts'
import { list, ofNothing, page } from './graph-edges.ts'

const filters = { search: Text, topic: Text, usecase: Text, industry: Text, language: Text, name: Text }

export const listTemplateLibrary = operation({
  route: 'GET /message_template_library',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'Search the template library',
  description: 'Straight from Meta.',
  shown: shapes({ params: ofNothing, query: queryOf({ ...page, ...filters }), ok: list, example: { data: [] } }),
  async handle({ ctx, request }) {
    const number = await anyNumberOf(ctx, request)
    if (number === null) throw unsupported(request.method, 'message_template_library')
    return readAtMeta(ctx, request, number, 'message_template_library')
  },
})
