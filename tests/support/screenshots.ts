import { join } from 'node:path'

interface Shown {
  screenshot(options: { path: string; fullPage?: boolean }): Promise<unknown>
}

/** To be looked at: `SCREENSHOTS` names the directory; without it nothing is written. */
export async function shoot(shown: Shown, name: string): Promise<void> {
  const directory = process.env['SCREENSHOTS']
  if (directory) await shown.screenshot({ path: join(directory, `${name}.png`) })
}
