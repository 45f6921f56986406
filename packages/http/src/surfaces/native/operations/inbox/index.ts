import { changeInboxAgent } from './change-inbox-agent.ts'
import { changeInboxSettings } from './change-inbox-settings.ts'
import { createInboxView } from './create-inbox-view.ts'
import { deleteInboxView } from './delete-inbox-view.ts'
import { getInboxCounters } from './get-inbox-counters.ts'
import { getInboxSettings } from './get-inbox-settings.ts'
import { listInboxAgents } from './list-inbox-agents.ts'
import { listInboxViews } from './list-inbox-views.ts'
import { updateInboxView } from './update-inbox-view.ts'

export const inbox = {
  getInboxSettings,
  changeInboxSettings,
  listInboxAgents,
  changeInboxAgent,
  listInboxViews,
  createInboxView,
  updateInboxView,
  deleteInboxView,
  getInboxCounters,
}
