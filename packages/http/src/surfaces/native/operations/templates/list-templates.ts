import { listTemplates as listTemplatesInCore } from '@dawk/core/messaging/templates/read-templates.ts'
import { list } from '#operations/list.ts'
import { TemplateFilters, TemplateView, toTemplateView } from '#surfaces/native/schemas/template-schemas.ts'

export const listTemplates = list({
  route: 'GET /templates',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'List templates',
  description: 'As Meta has them, oldest first. They follow Meta by webhook and are read again about once an hour.',
  filters: TemplateFilters,
  item: TemplateView,
  read({ ctx, caller }, page, filters) {
    const { status, category } = filters
    const asStored = {
      ...filters,
      ...upperCase('status', status),
      ...upperCase('category', category),
      numberIds: caller.numberIds,
    }
    return listTemplatesInCore(ctx.core, caller, asStored, page)
  },
  view: toTemplateView,
})

const upperCase = (name: string, value: string | undefined) =>
  value === undefined ? {} : { [name]: value.toUpperCase() }
