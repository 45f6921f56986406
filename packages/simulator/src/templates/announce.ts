import type { Json } from '../json.ts'
import type { Numbers } from '../numbers/numbers.ts'
import type { Publisher } from '../webhooks/publisher.ts'
import type { Category, QualityScore, Template } from './template.ts'

/** What Meta says by webhook when a template changes. Ids are integers there, and languages have a hyphen. */
export function createAnnouncements({ numbers, publisher }: { numbers: Numbers; publisher: Publisher }) {
  const publish = (template: Template, field: string, value: Json): void => {
    const [number] = numbers.ofWaba(template.wabaId)
    if (number) publisher.publish({ number, kind: 'change', field, render: () => ({ ...value, ...named(template) }) })
  }
  return {
    status(template: Template, event: string, title?: string): void {
      const gone = event === 'DELETED' || event === 'PENDING_DELETION'
      publish(template, 'message_template_status_update', {
        event,
        reason: gone ? null : template.rejected_reason,
        message_template_category: template.category,
        ...(title === undefined ? {} : { other_info: { title, description: descriptions[title] ?? title } }),
        ...(event === 'DISABLED' ? { disable_info: { disable_date: new Date().toISOString().slice(0, 10) } } : {}),
        ...(template.rejected_reason === 'INVALID_FORMAT' && event === 'REJECTED'
          ? {
              rejection_info: {
                reason: 'The format of the template is not valid.',
                recommendation: 'Correct the template and submit it again.',
              },
            }
          : {}),
      })
    },
    quality(template: Template, previous: QualityScore): void {
      publish(template, 'message_template_quality_update', {
        previous_quality_score: previous,
        new_quality_score: template.quality_score.score,
      })
    },
    category(template: Template, previous: Category): void {
      publish(template, 'template_category_update', { previous_category: previous, new_category: template.category })
    },
    categoryNotice(template: Template, correct: Category, at: number): void {
      publish(template, 'template_category_update', {
        new_category: template.category,
        correct_category: correct,
        category_update_timestamp: at,
      })
    },
  }
}

export type Announcements = ReturnType<typeof createAnnouncements>

const named = ({ id, name, language }: Template): Json => ({
  message_template_id: Number(id),
  message_template_name: name,
  message_template_language: language.replace('_', '-'),
})

const descriptions: Readonly<Record<string, string>> = {
  FIRST_PAUSE: 'Paused for 3 hours because people blocked or reported it.',
  SECOND_PAUSE: 'Paused for 6 hours because people blocked or reported it.',
  DISABLED: 'Disabled because people blocked or reported it again.',
  UNPAUSE: 'The pause is over.',
}
