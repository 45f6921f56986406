import type { Dawk } from '@dawk/sdk/client.ts'

export type Arguments = Readonly<Record<string, unknown>>

/** What a tool may do: look, change something of ours, or write to a person. */
export type ToolKind = 'read' | 'write' | 'send'

export interface McpTool {
  name: string
  description: string
  kind: ToolKind
  /** JSON Schemas, by argument. */
  input: Readonly<Record<string, object>>
  required?: readonly string[]
  /** Its result holds text that strangers wrote. */
  isUntrusted?: boolean
  /** `options`: of a tool that sends, with a key by which a repeated confirmation sends nothing again. */
  run(client: Dawk, given: Arguments, options: { idempotencyKey?: string }): Promise<unknown>
}

const text = (description: string) => ({ type: 'string', minLength: 1, maxLength: 2048, description })

/** Arguments that several tools have. */
export const args = {
  id: text('Its id.'),
  contactId: text('The id of the contact; find_contact tells it.'),
  conversationId: text('The id of the conversation; list_conversations tells it.'),
  cursor: text('nextCursor of the page before.'),
  limit: { type: 'integer', minimum: 1, maximum: 50, default: 10, description: 'How many at most.' },
  text,
}

export const asText = (value: unknown): string => String(value ?? '')

/** The query of a list: a page of at most ten unless said otherwise. */
export function pageOf({ limit = 10, cursor }: Arguments): { limit: number; cursor?: string } {
  return { limit: Number(limit), ...(cursor !== undefined && { cursor: asText(cursor) }) }
}

/** Members that were given. */
export const given = (from: Arguments, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, asText(from[name])]))
