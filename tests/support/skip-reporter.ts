import type { Reporter, TestModule } from 'vitest/node'

/** Tests that the embedded database cannot run: it has one connection and serves one process. */
const needPostgres: readonly RegExp[] = [
  /^tests\/core\/(locks|apply-locks|inbox-locks|accept|journal|updates-in-place)\.test\.ts: /,
  /^tests\/surfaces\/native\/(api-keys|limits)\.test\.ts: .*process/,
  /^tests\/surfaces\/native\/import-trouble\.test\.ts: (whoever is erased|a write that meets)/,
  /^tests\/surfaces\/whatsapi\/rotate-key\.test\.ts: another process/,
  /^tests\/surfaces\/cloud-api\/writes\.test\.ts: .*another process/,
  /^tests\/flow\/going-live\.test\.ts: /,
  /^tests\/core\/segments\.test\.ts: on PostgreSQL/,
  /^tests\/flow\/idle\.test\.ts: /,
  /^tests\/flow\/metrics\.test\.ts: a worker apart/,
  /^tests\/faults\/(standstill|restored-copy)\.test\.ts: /,
  /^tests\/faults\/kill\.test\.ts: .*worker alone/,
  /^tests\/faults\/(backup-drill|full-disk)\.test\.ts: /,
  /^tests\/faults\/reply-kill\.test\.ts: killed after/,
  /^packages\/core\/src\/platform\/jobs\/(killed-workers|schedule-races)\.test\.ts: /,
  /^tests\/faults\/trouble\.test\.ts: .*connections to PostgreSQL/,
]
/** A trial has no `DATABASE_URL`. */
const needTrial: readonly RegExp[] = [
  /^tests\/pages\/dashboard\/sign-in\.test\.ts: .*trial/,
  /^tests\/core\/retention\.test\.ts: the embedded database/,
  /^tests\/flow\/trial-attacks\.test\.ts: /,
]
/** The same rules on either database, of which each run leaves out what concerns the other. */
const otherDatabase = /^packages\/core\/src\/platform\/database\/database\.test\.ts: (pglite|postgresql)/

/**
 * In CI everything that tests need is installed, so a skipped test is one of those above or a mistake: the run fails then.
 * Elsewhere it says what it did not test.
 */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const expected = process.env['TEST_DATABASE_URL'] ? [otherDatabase, ...needTrial] : [otherDatabase, ...needPostgres]
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map(({ fullName }) => `${module.relativeModuleId}: ${fullName}`),
    )
    const unexpected = skipped.filter((name) => !expected.some((pattern) => pattern.test(name)))
    if (unexpected.length === 0) return
    console.log(
      `Skipped, because this machine lacks what they need:\n${unexpected.map((name) => `  ${name}`).join('\n')}`,
    )
    if (process.env['CI']) process.exitCode = 1
  }
}
