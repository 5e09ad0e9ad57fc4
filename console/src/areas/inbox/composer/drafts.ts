/** What was typed and not sent, by conversation, for as long as this tab is open. */
const drafts = new Map<string, string>()

export function draftOf(conversationId: string): string {
  return drafts.get(conversationId) ?? ''
}

export function keepDraft(conversationId: string, text: string): void {
  if (text) drafts.set(conversationId, text)
  else drafts.delete(conversationId)
}
