import type { CannedReply } from '../api/canned-replies.ts'

const mostShown = 6

/** Those whose shortcut begins with what was typed behind a slash, at the beginning of a draft; none: no slash stands there. */
export function matchCanned(draft: string, replies: readonly CannedReply[]): readonly CannedReply[] {
  const typed = /^\/(\S*)$/.exec(draft)?.[1]?.toLowerCase()
  if (typed === undefined) return []
  return replies.filter(({ shortcut }) => shortcut.toLowerCase().startsWith(typed)).slice(0, mostShown)
}

/** What is not known stays as it stands, so that nobody sends it unseen. */
export const fillCanned = (body: string, values: Readonly<Record<string, string | null>>): string =>
  body.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => values[name] || whole)
