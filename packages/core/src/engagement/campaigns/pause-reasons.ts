/** Who or what paused a campaign, in the words of docs/campaigns.md. */
export const pauseReasons = {
  user: 'Somebody paused it.',
  template: 'Meta stopped, flagged or recategorised its template.',
  quality: 'The quality of the number fell to red.',
  number: 'Meta lets the number send nothing, or it was disconnected.',
  error_rate: 'Too many of the last messages failed with the same code.',
  balance: 'The balance of the wallet does not reach for the next message.',
  suspended: 'The account may not send: it was suspended. It goes on by itself when that is lifted.',
  late: 'Its start was missed by more than it allows.',
} as const

export type PauseReason = keyof typeof pauseReasons
