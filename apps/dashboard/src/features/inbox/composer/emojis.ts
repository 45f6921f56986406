/** What conversations with customers use most; every other emoji comes by the keyboard of the system. */
export const composerEmojis: readonly string[] = [
  ...['😀', '😊', '😂', '😍', '🤔', '😅', '😢', '😡', '👍', '👎', '🙏', '👏', '🤝', '💪', '👌', '✌️'],
  ...['❤️', '🔥', '🎉', '✅', '❌', '⚠️', '⏰', '📦', '🚚', '💳', '🧾', '📍', '📞', '💬', '🛒', '⭐'],
]
