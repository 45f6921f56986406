/** How far this browser's clock is behind the server's: what ends at a second ends at the server's. */
let skewMs = 0

const resolutionMs = 1000

/** `Date` tells whole seconds, so a clock that agrees within one is right. */
export function noteServerTime(date: string | null): void {
  const measured = Date.parse(date ?? '') + resolutionMs / 2 - Date.now()
  if (Number.isFinite(measured)) skewMs = Math.abs(measured) <= resolutionMs ? 0 : measured
}

export const serverNow = (): number => Date.now() + skewMs
