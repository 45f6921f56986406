import type { Findings } from './findings.ts'

const textMax = 4096

export function checkText(value: unknown, field: string, find: Findings): void {
  const text = find.object(value, field)
  if (!text) return
  find.text(text['body'], `${field}.body`, textMax)
  find.optionalBoolean(text['preview_url'], `${field}.preview_url`)
}
