import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { getCurrentSession } from './get-current-session.ts'
import { listSessions } from './list-sessions.ts'
import { openTrialSession } from './open-trial-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { switchAccount } from './switch-account.ts'

export const sessions = {
  signIn,
  finishSignIn,
  openTrialSession,
  getCurrentSession,
  signOut,
  switchAccount,
  listSessions,
  endOtherSessions,
  endSession,
}
