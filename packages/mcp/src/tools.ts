import { readingTools } from './reading-tools.ts'
import type { McpTool } from './tool.ts'
import { writingTools } from './writing-tools.ts'

/** Every tool: few enough for a model to choose from, at most forty. */
export const mcpTools: readonly McpTool[] = [...readingTools, ...writingTools]
